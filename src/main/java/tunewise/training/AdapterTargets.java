package tunewise.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which layers get adapters.
 *
 * @param modules names of modules, for {@link Kind#NAMED} only
 */
public record AdapterTargets(Kind kind, List<String> modules) {

    /** Every linear layer but the head, what our files name, the attention projections, or what a list names. */
    public enum Kind {
        /** As PEFT 0.21 understands its word for them, which takes experts in for some families. */
        ALL_LINEAR,
        /** Every linear layer, and the experts where the trainer reaches them; our files say so by name. */
        AS_EXPORTED,
        ATTENTION,
        NAMED
    }

    /** Names of groups of modules. */
    public static final List<String> GROUPS = List.of("all-linear", "as-exported", "attention");

    public static final AdapterTargets ALL_LINEAR = new AdapterTargets(Kind.ALL_LINEAR, List.of());
    public static final AdapterTargets AS_EXPORTED = new AdapterTargets(Kind.AS_EXPORTED, List.of());
    public static final AdapterTargets ATTENTION = new AdapterTargets(Kind.ATTENTION, List.of());

    public AdapterTargets {
        modules = List.copyOf(modules);
        if ((kind == Kind.NAMED) == modules.isEmpty()) {
            throw new IllegalArgumentException("Modules are named exactly when the kind is NAMED.");
        }
    }

    /** Reads {@code all-linear}, {@code attention}, or module names with commas between them. */
    @JsonCreator
    public static AdapterTargets of(String text) {
        return switch (text.strip()) {
            case "", "all-linear" -> ALL_LINEAR;
            case "as-exported" -> AS_EXPORTED;
            case "attention" -> ATTENTION;
            default ->
                new AdapterTargets(
                        Kind.NAMED,
                        Stream.of(text.split(",", -1))
                                .map(String::strip)
                                .filter(name -> !name.isEmpty())
                                .toList());
        };
    }

    @JsonValue
    public String text() {
        return switch (kind) {
            case ALL_LINEAR -> "all-linear";
            case AS_EXPORTED -> "as-exported";
            case ATTENTION -> "attention";
            case NAMED -> String.join(",", modules);
        };
    }
}
