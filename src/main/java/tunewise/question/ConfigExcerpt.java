package tunewise.question;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is kept of a config.json: all but long lists of modules and labels, which no count of weights reads. */
final class ConfigExcerpt {
    /** Where Hugging Face's own files name the model or its path. */
    static final String NAME = "_name_or_path";

    private static final Set<String> LEFT_OUT =
            Set.of("id2label", "label2id", "ignore", "modules_to_not_convert", "ignored_layers", "exclude_modules");
    private static final int MOST_ITEMS = 2_000;

    private ConfigExcerpt() {}

    static Map<String, Object> of(Map<String, Object> config) {
        Map<String, Object> kept = new LinkedHashMap<>();
        config.forEach((key, value) -> {
            boolean tooMany = value instanceof Collection<?> items && items.size() > MOST_ITEMS;
            if (!LEFT_OUT.contains(key) && !tooMany) {
                kept.put(key, kept(value));
            }
        });
        return kept;
    }

    /** Infinity and NaN, as Python writes them, are kept as texts: JSON has no such numbers. */
    private static @Nullable Object kept(@Nullable Object value) {
        if (value instanceof Map<?, ?> inner) {
            return of(named(inner));
        }
        if (value instanceof List<?> items) {
            List<@Nullable Object> kept = new ArrayList<>();
            items.forEach(item -> kept.add(kept(item)));
            return Collections.unmodifiableList(kept);
        }
        return value instanceof Double number && !Double.isFinite(number) ? number.toString() : value;
    }

    private static Map<String, Object> named(Map<?, ?> inner) {
        Map<String, Object> named = new LinkedHashMap<>();
        inner.forEach((key, value) -> named.put(String.valueOf(key), value));
        return named;
    }
}
