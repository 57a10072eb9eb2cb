package tunewise.ledger.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a column holds. */
public enum ParquetType {
    INT(1),
    LONG(2),
    DOUBLE(5),
    /** In UTF-8, in the order of its bytes. */
    TEXT(6);

    /** Its number in the format. */
    final int id;

    ParquetType(int id) {
        this.id = id;
    }

    /** A value, as statistics have it. */
    byte[] bytes(Object value) {
        return switch (this) {
            case INT -> little(Integer.BYTES).putInt((Integer) value).array();
            case LONG -> little(Long.BYTES).putLong((Long) value).array();
            case DOUBLE -> little(Double.BYTES).putDouble((Double) value).array();
            case TEXT -> ((String) value).getBytes(StandardCharsets.UTF_8);
        };
    }

    /** Compares values in the order that the format gives them. */
    int compare(Object a, Object b) {
        return switch (this) {
            case INT -> Integer.compare((Integer) a, (Integer) b);
            case LONG -> Long.compare((Long) a, (Long) b);
            case DOUBLE -> Double.compare((Double) a, (Double) b);
            case TEXT -> Arrays.compareUnsigned(bytes(a), bytes(b));
        };
    }

    static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
