/**
 * Reads rules/catalog/*.csv into the records of the catalog and tells all faults of all files at once. Uses
 * catalog. A column goes into the header in CatalogFile, the record of catalog and the table that reads its file (GPUs and offers: MarketTables);
 * releases without it are read by FirstLayouts. A row that code needs is named in RequiredRows.
 */
@NullMarked
package tunewise.catalog.csv;

import org.jspecify.annotations.NullMarked;
