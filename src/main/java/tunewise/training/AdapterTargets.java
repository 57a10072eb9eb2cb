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

    /** Every linear layer but the head, the attention projections, or what a list names. */
    public enum Kind {
        ALL_LINEAR,
        ATTENTION,
        NAMED
    }

    /** Names of groups of modules. */
    public static final List<String> GROUPS = List.of("all-linear", "attention");

    public static final AdapterTargets ALL_LINEAR = new AdapterTargets(Kind.ALL_LINEAR, List.of());
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
            case ATTENTION -> "attention";
            case NAMED -> String.join(",", modules);
        };
    }
}
