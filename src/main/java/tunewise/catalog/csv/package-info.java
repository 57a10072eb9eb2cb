/**
 * Reads rules/catalog/*.csv into the records of the catalog and tells all faults of all files at once. Uses
 * catalog.
 */
@NullMarked
package tunewise.catalog.csv;

import org.jspecify.annotations.NullMarked;
