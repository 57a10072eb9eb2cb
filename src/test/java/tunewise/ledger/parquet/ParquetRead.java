package tunewise.ledger.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a Parquet file by what its end says of it, after the format's own description, as far as ours need that. */
final class ParquetRead {
    private final ByteBuffer file;
    private final Map<Integer, Object> end;

    private ParquetRead(Path path) throws IOException {
        file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        int size = file.limit();
        assertEquals("PAR1", text(0, 4));
        assertEquals("PAR1", text(size - 4, 4));
        file.position(size - 8 - file.getInt(size - 8));
        end = struct();
        assertEquals(size - 8, file.position());
    }

    static ParquetRead of(Path path) throws IOException {
        return new ParquetRead(path);
    }

    long count() {
        return (Long) end.get(3);
    }

    String writer() {
        return new String((byte[]) end.get(6), StandardCharsets.UTF_8);
    }

    int groups() {
        return structs(end, 4).size();
    }

    /** Columns by name, with the values of all rows. */
    Map<String, List<@Nullable Object>> columns() throws IOException {
        List<Map<Integer, Object>> schema = structs(end, 2);
        Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
        schema.subList(1, schema.size()).forEach(column -> columns.put(name(column), new ArrayList<>()));
        for (Map<Integer, Object> group : structs(end, 4)) {
            int number = 1;
            for (Map<Integer, Object> chunk : structs(group, 1)) {
                Map<Integer, Object> column = schema.get(number++);
                read(fields(chunk, 3), column.get(3).equals(1L), columns.get(name(column)));
            }
        }
        return columns;
    }

    /** The least and the most of a column in the first group of rows, as the end of the file says. */
    List<String> ends(String column) {
        return structs(structs(end, 4).get(0), 1).stream()
                .map(chunk -> fields(chunk, 3))
                .filter(data ->
                        new String((byte[]) ((List<?>) data.get(3)).get(0), StandardCharsets.UTF_8).equals(column))
                .map(data -> fields(data, 12))
                .flatMap(told -> told.containsKey(5)
                        ? List.of(
                                new String((byte[]) told.get(6), StandardCharsets.UTF_8),
                                new String((byte[]) told.get(5), StandardCharsets.UTF_8))
                                .stream()
                        : List.<String>of().stream())
                .toList();
    }

    private void read(Map<Integer, Object> chunk, boolean optional, List<@Nullable Object> values) throws IOException {
        long type = (Long) chunk.get(1);
        assertEquals(2L, chunk.get(4), "gzip");
        file.position(Math.toIntExact((Long) chunk.get(9)));
        int last = file.position() + Math.toIntExact((Long) chunk.get(7));
        long rows = 0;
        while (file.position() < last) {
            Map<Integer, Object> header = struct();
            byte[] packed = new byte[Math.toIntExact((Long) header.get(3))];
            file.get(packed);
            byte[] page = new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
            assertEquals(header.get(2), (long) page.length);
            int count = Math.toIntExact((Long) fields(header, 5).get(1));
            rows += count;
            read(ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN), type, optional, count, values);
        }
        assertEquals(last, file.position());
        assertEquals(chunk.get(5), rows);
    }

    private static void read(ByteBuffer page, long type, boolean optional, int count, List<@Nullable Object> values) {
        boolean[] present = new boolean[count];
        if (optional) {
            int until = page.getInt() + page.position();
            int row = 0;
            while (page.position() < until) {
                long run = varint(page);
                assertEquals(0, run & 1, "a run, not bits");
                boolean is = page.get() == 1;
                for (long i = 0; i < (run >> 1); i++) {
                    present[row++] = is;
                }
            }
            assertEquals(count, row);
        }
        for (int i = 0; i < count; i++) {
            values.add(optional && !present[i] ? null : value(page, type));
        }
        assertEquals(0, page.remaining());
    }

    private static Object value(ByteBuffer page, long type) {
        return switch ((int) type) {
            case 1 -> page.getInt();
            case 2 -> page.getLong();
            case 5 -> page.getDouble();
            default -> {
                byte[] text = new byte[page.getInt()];
                page.get(text);
                yield new String(text, StandardCharsets.UTF_8);
            }
        };
    }

    private Map<Integer, Object> struct() {
        Map<Integer, Object> fields = new TreeMap<>();
        int field = 0;
        for (int head = file.get() & 0xFF; head != 0; head = file.get() & 0xFF) {
            field += head >> 4;
            fields.put(field, thrift(head & 15));
        }
        return fields;
    }

    private Object thrift(int type) {
        return switch (type) {
            case 5, 6 -> {
                long number = varint(file);
                yield (number >>> 1) ^ -(number & 1);
            }
            case 8 -> {
                byte[] bytes = new byte[Math.toIntExact(varint(file))];
                file.get(bytes);
                yield bytes;
            }
            case 9 -> {
                int head = file.get() & 0xFF;
                long size = head >> 4 == 15 ? varint(file) : head >> 4;
                List<Object> values = new ArrayList<>();
                for (long i = 0; i < size; i++) {
                    values.add(thrift(head & 15));
                }
                yield values;
            }
            case 12 -> struct();
            default -> throw new IllegalStateException("type " + type);
        };
    }

    private static long varint(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = from.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private String text(int at, int length) {
        return new String(file.array(), at, length, StandardCharsets.US_ASCII);
    }

    private static String name(Map<Integer, Object> column) {
        return new String((byte[]) column.get(4), StandardCharsets.UTF_8);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<Integer, Object>> structs(Map<Integer, Object> fields, int field) {
        return (List<Map<Integer, Object>>) fields.get(field);
    }

    @SuppressWarnings("unchecked")
    private static Map<Integer, Object> fields(Map<Integer, Object> fields, int field) {
        return (Map<Integer, Object>) fields.get(field);
    }
}
