package tunewise.catalog;

/**
 * Something a rule or a row cites.
 *
 * @param id as in {@code G07}, {@code E04} or {@code hf-hub}
 * @param kind "guide", "erratum", "measured", "vendor" or "house"
 * @param title where it stands, in a few words
 * @param says what it says, in a sentence with its figures
 * @param address where it was published; empty where nobody wrote that down
 */
public record Source(String id, String kind, String title, String says, String address) {}
