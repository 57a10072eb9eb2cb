package tunewise.catalog.csv;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Where a catalog file stands in a release, and what its rows look like there.
 *
 * @param path in the release
 * @param mayBeMissing whether a release may do without the file
 * @param columns that the file must have
 * @param reading gives the cells of a row, by column, the names and values they have today
 * @param supplied rows for keys that the file lacks, by today's columns
 */
record Layout(
        String path,
        boolean mayBeMissing,
        List<String> columns,
        UnaryOperator<Map<String, String>> reading,
        List<Map<String, String>> supplied) {

    /** As files are today. */
    static Layout today(CatalogFile file) {
        return new Layout(file.path(), file.mayBeMissing(), file.columns(), UnaryOperator.identity(), List.of());
    }

    String fileName() {
        return path.substring(CatalogFile.FOLDER.length());
    }
}
