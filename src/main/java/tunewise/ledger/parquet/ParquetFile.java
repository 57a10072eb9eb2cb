package tunewise.ledger.parquet;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A file that is written row by row; it can be read once it is closed. */
final class ParquetFile implements AutoCloseable {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;

    /** Readers believe no statistics of a writer that does not tell its version. */
    private static final String WRITER = "Tunewise version 1";

    private static final int REQUIRED = 0;
    private static final int OPTIONAL = 1;
    private static final int UTF8 = 0;

    /** Rows are kept in memory until they take this much, most of it packed. */
    private static final long GROUP_BYTES = 16 << 20;

    private final List<ParquetColumn> columns;
    private final OutputStream out;
    private final List<Group> groups = new ArrayList<>();
    private List<ColumnChunk> chunks;
    private long at;
    private long rows;
    private long groupRows;

    ParquetFile(Path file, List<ParquetColumn> columns) throws IOException {
        this.columns = columns;
        this.out = new BufferedOutputStream(Files.newOutputStream(file));
        this.chunks = chunks();
        write(MAGIC);
    }

    private List<ColumnChunk> chunks() {
        return columns.stream().map(ColumnChunk::new).toList();
    }

    /** Adds a row, a value for each column. */
    void add(@Nullable Object[] row) throws IOException {
        long held = 0;
        for (int i = 0; i < row.length; i++) {
            ColumnChunk chunk = chunks.get(i);
            chunk.add(row[i]);
            held += chunk.held();
        }
        rows++;
        groupRows++;
        if (held >= GROUP_BYTES) {
            endGroup();
        }
    }

    private void endGroup() throws IOException {
        if (groupRows == 0) {
            return;
        }
        List<ColumnChunk.Written> written = new ArrayList<>();
        for (ColumnChunk chunk : chunks) {
            ColumnChunk.Written one = chunk.writeTo(out, at);
            written.add(one);
            at += one.packed();
        }
        groups.add(new Group(written, groupRows));
        chunks = chunks();
        groupRows = 0;
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        at += bytes.length;
    }

    @Override
    public void close() throws IOException {
        try (out) {
            endGroup();
            byte[] end = Thrift.struct(this::describe);
            write(end);
            write(ParquetType.little(Integer.BYTES).putInt(end.length).array());
            write(MAGIC);
        }
    }

    private void describe(Thrift fields) {
        List<@Nullable ParquetColumn> schema = new ArrayList<>();
        schema.add(null);
        schema.addAll(columns);
        fields.i32(1, VERSION)
                .structs(2, schema, this::describe)
                .i64(3, rows)
                .structs(4, groups, Group::describe)
                .text(6, WRITER)
                .structs(7, columns, (column, order) -> order.struct(1, byItsType -> {}));
    }

    /** The first element of a schema stands for the row as a whole. */
    private void describe(@Nullable ParquetColumn column, Thrift element) {
        if (column == null) {
            element.text(4, "entry").i32(5, columns.size());
            return;
        }
        element.i32(1, column.type().id)
                .i32(3, column.optional() ? OPTIONAL : REQUIRED)
                .text(4, column.name());
        if (column.type() == ParquetType.TEXT) {
            element.i32(6, UTF8).struct(10, kind -> kind.struct(1, text -> {}));
        }
    }

    private record Group(List<ColumnChunk.Written> chunks, long rows) {
        void describe(Thrift fields) {
            fields.structs(1, chunks, ColumnChunk.Written::describe)
                    .i64(2, sum(ColumnChunk.Written::unpacked))
                    .i64(3, rows)
                    .i64(5, chunks.get(0).at())
                    .i64(6, sum(ColumnChunk.Written::packed));
        }

        private long sum(ToLongFunction<ColumnChunk.Written> bytes) {
            return chunks.stream().mapToLong(bytes).sum();
        }
    }
}
