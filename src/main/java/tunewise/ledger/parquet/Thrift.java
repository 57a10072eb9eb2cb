package tunewise.ledger.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Thrift's compact protocol, in which Parquet tells of itself, as far as that needs it. */
final class Thrift {
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;
    private static final int STOP = 0;

    /** Lists and steps between fields up to here fit beside a type in one byte. */
    private static final int SHORT = 15;

    private final ByteArrayOutputStream out;
    private int last;

    private Thrift(ByteArrayOutputStream out) {
        this.out = out;
    }

    /** A struct, whose fields come in rising order. */
    static byte[] struct(Consumer<Thrift> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writeStruct(out, fields);
        return out.toByteArray();
    }

    private static void writeStruct(ByteArrayOutputStream out, Consumer<Thrift> fields) {
        fields.accept(new Thrift(out));
        out.write(STOP);
    }

    Thrift i32(int field, int value) {
        return number(field, I32, value);
    }

    Thrift i64(int field, long value) {
        return number(field, I64, value);
    }

    Thrift text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Thrift bytes(int field, byte[] value) {
        begin(field, BINARY);
        writeBytes(value);
        return this;
    }

    Thrift struct(int field, Consumer<Thrift> fields) {
        begin(field, STRUCT);
        writeStruct(out, fields);
        return this;
    }

    <T> Thrift structs(int field, List<T> values, BiConsumer<T, Thrift> fields) {
        list(field, STRUCT, values.size());
        values.forEach(value -> writeStruct(out, each -> fields.accept(value, each)));
        return this;
    }

    Thrift i32s(int field, List<Integer> values) {
        list(field, I32, values.size());
        values.forEach(value -> writeVarint(out, zigzag(value)));
        return this;
    }

    Thrift texts(int field, List<String> values) {
        list(field, BINARY, values.size());
        values.forEach(value -> writeBytes(value.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    private Thrift number(int field, int type, long value) {
        begin(field, type);
        writeVarint(out, zigzag(value));
        return this;
    }

    private void list(int field, int type, int size) {
        begin(field, LIST);
        out.write((Math.min(size, SHORT) << 4) | type);
        if (size >= SHORT) {
            writeVarint(out, size);
        }
    }

    private void begin(int field, int type) {
        int step = field - last;
        if (step < 1 || step > SHORT) {
            throw new IllegalArgumentException("field " + field + " after " + last);
        }
        out.write((step << 4) | type);
        last = field;
    }

    private void writeBytes(byte[] value) {
        writeVarint(out, value.length);
        out.writeBytes(value);
    }

    private static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    /** Seven bits a byte, the lowest first; the eighth says that more follow. */
    static void writeVarint(ByteArrayOutputStream out, long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            out.write((int) ((left & 0x7F) | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }
}
