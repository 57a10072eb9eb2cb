package tunewise.ledger.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The values of a column in one group of rows, in pages that are packed as they fill. */
final class ColumnChunk {
    private static final int PAGE_BYTES = 1 << 20;

    /** Of longer texts, nobody asks for the least or the most. */
    private static final int LONGEST_TOLD = 128;

    private static final int DATA_PAGE = 0;
    private static final int PLAIN = 0;
    private static final int RUNS = 3;
    private static final int GZIP = 2;

    private final ParquetColumn column;
    private final ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    private final ByteArrayOutputStream values = new ByteArrayOutputStream();
    private final ByteArrayOutputStream presence = new ByteArrayOutputStream();
    private boolean present;
    private int run;
    private int pageRows;

    private long rows;
    private long absent;
    private long unpacked;
    private boolean told = true;
    private @Nullable Object least;
    private @Nullable Object most;

    ColumnChunk(ParquetColumn column) {
        this.column = column;
    }

    void add(@Nullable Object value) {
        if (value == null && !column.optional()) {
            throw new IllegalArgumentException("a row lacks " + column.name());
        }
        if (run > 0 && present != (value != null)) {
            endRun();
        }
        present = value != null;
        run++;
        rows++;
        pageRows++;
        if (value == null) {
            absent++;
        } else {
            write(value);
        }
        if (values.size() >= PAGE_BYTES) {
            endPage();
        }
    }

    private void write(Object value) {
        byte[] bytes = column.type().bytes(value);
        if (column.type() == ParquetType.TEXT) {
            values.writeBytes(
                    ParquetType.little(Integer.BYTES).putInt(bytes.length).array());
        }
        values.writeBytes(bytes);
        told &= bytes.length <= LONGEST_TOLD;
        if (told) {
            least = least == null || column.type().compare(value, least) < 0 ? value : least;
            most = most == null || column.type().compare(value, most) > 0 ? value : most;
        }
    }

    /** So many rows have a value, or lack it. */
    private void endRun() {
        Thrift.writeVarint(presence, (long) run << 1);
        presence.write(present ? 1 : 0);
        run = 0;
    }

    private void endPage() {
        if (pageRows == 0) {
            return;
        }
        endRun();
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        if (column.optional()) {
            page.writeBytes(
                    ParquetType.little(Integer.BYTES).putInt(presence.size()).array());
            page.writeBytes(presence.toByteArray());
        }
        page.writeBytes(values.toByteArray());
        byte[] packed = packed(page.toByteArray());
        byte[] header = Thrift.struct(fields -> fields.i32(1, DATA_PAGE)
                .i32(2, page.size())
                .i32(3, packed.length)
                .struct(
                        5,
                        data -> data.i32(1, pageRows).i32(2, PLAIN).i32(3, RUNS).i32(4, RUNS)));
        chunk.writeBytes(header);
        chunk.writeBytes(packed);
        unpacked += header.length + page.size();
        presence.reset();
        values.reset();
        pageRows = 0;
    }

    private static byte[] packed(byte[] page) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(page);
        } catch (IOException e) {
            throw new IllegalStateException("memory takes what is written to it", e);
        }
        return packed.toByteArray();
    }

    /** What lies in memory, packed or not. */
    long held() {
        return (long) chunk.size() + values.size();
    }

    /**
     * Writes all pages, and returns what the end of the file says of them.
     *
     * @param at where in the file they begin
     */
    Written writeTo(OutputStream out, long at) throws IOException {
        endPage();
        chunk.writeTo(out);
        return new Written(column, at, rows, chunk.size(), unpacked, absent, told ? least : null, told ? most : null);
    }

    /** A chunk that lies in the file. */
    record Written(
            ParquetColumn column,
            long at,
            long rows,
            long packed,
            long unpacked,
            long absent,
            @Nullable Object least,
            @Nullable Object most) {
        void describe(Thrift fields) {
            fields.i64(2, at).struct(3, data -> {
                data.i32(1, column.type().id)
                        .i32s(2, List.of(PLAIN, RUNS))
                        .texts(3, List.of(column.name()))
                        .i32(4, GZIP)
                        .i64(5, rows)
                        .i64(6, unpacked)
                        .i64(7, packed)
                        .i64(9, at);
                data.struct(12, this::describeValues);
            });
        }

        private void describeValues(Thrift statistics) {
            statistics.i64(3, absent);
            if (least != null && most != null) {
                statistics
                        .bytes(5, column.type().bytes(most))
                        .bytes(6, column.type().bytes(least));
            }
        }
    }
}
