package tunewise.catalog;

/**
 * What the electricity of a country is made with.
 *
 * @param id two-letter code of the country, in lower case
 * @param gramsPerKwh carbon dioxide, in grams a kilowatt-hour
 * @param year that the figure is of
 */
public record Grid(String id, String name, double gramsPerKwh, int year, String source) {}
