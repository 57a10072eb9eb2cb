package tunewise.advice;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What was made for a key, kept for the next who asks. Where too much is kept, all of it is forgotten: it is made again
 * as it is asked for. A key holds whatever its value was made from. Safe for use by several threads.
 */
final class Remembered<K, V> {
    private final Map<K, V> kept = new ConcurrentHashMap<>();
    private final int most;

    /** most values are kept at a time; with 0 nothing is remembered. */
    Remembered(int most) {
        this.most = most;
    }

    V of(K key, Function<? super K, ? extends V> maker) {
        V known = kept.get(key);
        if (known != null) {
            return known;
        }
        V made = maker.apply(key);
        if (kept.size() >= most) {
            kept.clear();
        }
        if (most > 0) {
            kept.put(key, made);
        }
        return made;
    }
}
