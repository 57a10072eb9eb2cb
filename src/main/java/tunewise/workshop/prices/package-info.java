/**
 * Price lists of others: read, compared with the catalog's offers, kept as dated offers in a draft. Uses workshop,
 * remote and catalog.
 */
@NullMarked
package tunewise.workshop.prices;

import org.jspecify.annotations.NullMarked;
