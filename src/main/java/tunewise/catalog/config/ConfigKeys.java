package tunewise.catalog.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The keys of a config.json under all the names they go by; notes what is wrong and what had to be assumed. */
final class ConfigKeys {
    private static final int LONGEST = 40;

    private final Map<String, Object> config;
    private final List<String> faults = new ArrayList<>();
    private final List<String> assumed = new ArrayList<>();

    ConfigKeys(Map<String, Object> config) {
        this.config = config;
    }

    List<String> faults() {
        return faults;
    }

    List<String> assumed() {
        return assumed;
    }

    void fault(String sentence) {
        faults.add(sentence);
    }

    void assume(String what) {
        assumed.add(what);
    }

    /** The value of a key, or of one inside an object as in {@code attn_config.kv_n_heads}; null when it has none. */
    @Nullable
    Object value(String key) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            return config.get(key);
        }
        return config.get(key.substring(0, dot)) instanceof Map<?, ?> inner ? inner.get(key.substring(dot + 1)) : null;
    }

    /** Whether a key stands there, even without a value. */
    boolean has(String key) {
        return config.containsKey(key);
    }

    /** The first of the keys that has a value; a fault when none has. */
    int needed(int least, int most, String... keys) {
        OptionalInt found = find(least, most, keys);
        if (found.isEmpty() && faults.stream().noneMatch(fault -> fault.startsWith(keys[0] + " "))) {
            fault(keys[0] + " is missing.");
        }
        return found.orElse(least);
    }

    /** The first of the keys that has a value. */
    OptionalInt find(int least, int most, String... keys) {
        for (String key : keys) {
            Object value = value(key);
            if (value != null) {
                OptionalLong whole = whole(value);
                if (whole.isPresent() && whole.getAsLong() >= least && whole.getAsLong() <= most) {
                    return OptionalInt.of((int) whole.getAsLong());
                }
                fault(String.format(
                        Locale.ROOT, "%s %s is not a whole number from %,d to %,d.", key, shown(value), least, most));
                return OptionalInt.of(least);
            }
        }
        return OptionalInt.empty();
    }

    /** The first of the keys that has a value, or what the type takes without, which is noted. */
    int usually(int usual, int least, int most, String... keys) {
        OptionalInt found = find(least, most, keys);
        if (found.isEmpty()) {
            assume(keys[0] + " " + usual);
        }
        return found.orElse(usual);
    }

    /** The items of the first of the keys that holds a list; empty when none does. */
    List<?> list(String... keys) {
        for (String key : keys) {
            if (value(key) instanceof List<?> items) {
                return items;
            }
        }
        return List.of();
    }

    /** A yes or no, which is what the type has by itself when the key is absent. */
    boolean flag(String key, boolean otherwise) {
        Object value = key.isEmpty() ? null : value(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        fault(key + " " + shown(value) + " is neither true nor false.");
        return otherwise;
    }

    static String shown(Object value) {
        String text = value instanceof String ? "'" + value + "'" : value instanceof Map ? "{...}" : value.toString();
        String clean = text.replaceAll("\\p{C}", "\uFFFD");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "...";
    }

    private static OptionalLong whole(Object value) {
        if (!(value instanceof Number)) {
            return OptionalLong.empty();
        }
        BigDecimal number = new BigDecimal(value.toString());
        boolean fits = number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0;
        return fits && number.stripTrailingZeros().scale() <= 0
                ? OptionalLong.of(number.longValueExact())
                : OptionalLong.empty();
    }
}
