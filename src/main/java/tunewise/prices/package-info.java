/** Price lists of others: read, compared with the offers of the catalog, and kept as dated offers in a draft. */
@NullMarked
package tunewise.prices;

import org.jspecify.annotations.NullMarked;
