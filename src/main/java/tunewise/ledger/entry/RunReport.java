package tunewise.ledger.entry;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.question.FieldFault;
import tunewise.question.QuestionFaultsException;
import tunewise.text.Durations;
import tunewise.text.SpellingSuggestion;

/**
 * What came of a recommendation when somebody ran it, an entry of its own in the chain.
 *
 * @param recommendation id of what was run
 * @param ran the figures; what was not looked at is unknown
 * @param note a note for others, or empty
 * @param name of who ran it, as they gave it
 * @param by the same, as proven; null where nobody had to prove it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunReport(
        String id, Instant createdAt, String recommendation, Ran ran, String note, String name, @Nullable Identity by) {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_NOTE = 4_000;
    private static final double LEAST = 0.0001;
    private static final BigDecimal MIB_A_GIB = BigDecimal.valueOf(1024);
    private static final List<String> FIELDS =
            List.of("peakGib", "tokensPerSecond", "usd", "hours", "outOfMemory", "note", "name");

    /**
     * What was measured.
     *
     * @param peakGib of the fullest GPU, as the driver shows it
     * @param tokensPerSecond of all GPUs together
     * @param usd what training cost
     * @param hours of training
     * @param outOfMemory whether it ran out of memory
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Ran(
            @Nullable Double peakGib,
            @Nullable Double tokensPerSecond,
            @Nullable Double usd,
            @Nullable Double hours,
            boolean outOfMemory) {}

    /** What somebody filled in. */
    public record Filled(Ran ran, String note, String name) {}

    /**
     * Checks what somebody filled in, by the names of the fields; nothing and blank both count as not looked at.
     *
     * @throws QuestionFaultsException with everything wrong with it
     */
    public static Filled read(Map<String, String> given) {
        List<FieldFault> faults = new ArrayList<>();
        given.keySet().stream()
                .filter(field -> !FIELDS.contains(field))
                .sorted()
                .forEach(field -> faults.add(new FieldFault(
                        field,
                        "is not a field of a report. Maybe you mean "
                                + SpellingSuggestion.nearest(field, FIELDS).orElse("note") + ".")));
        Ran ran = new Ran(
                number(given, "peakGib", 10_000, faults),
                number(given, "tokensPerSecond", 1e9, faults),
                number(given, "usd", 1e7, faults),
                number(given, "hours", 1e5, faults),
                yes(given, faults));
        boolean nothing = ran.peakGib() == null
                && ran.tokensPerSecond() == null
                && ran.usd() == null
                && ran.hours() == null
                && !ran.outOfMemory();
        if (nothing && faults.isEmpty()) {
            faults.add(new FieldFault(
                    "", "there is no figure. Maybe peakGib, tokensPerSecond, usd or hours is known, or outOfMemory."));
        }
        String note = text(given, "note", LONGEST_NOTE, faults);
        String name = text(given, "name", LONGEST_NAME, faults);
        if (name.isEmpty()) {
            faults.add(new FieldFault("name", "is needed. Maybe the name colleagues know you by."));
        }
        if (!faults.isEmpty()) {
            throw new QuestionFaultsException(faults, false);
        }
        return new Filled(ran, note, name);
    }

    private static @Nullable Double number(
            Map<String, String> given, String field, double most, List<FieldFault> faults) {
        String text = withoutUnit(field, given.getOrDefault(field, "").strip());
        if (text.isEmpty()) {
            return null;
        }
        if (!text.matches("-?\\d{1,12}(\\.\\d{1,20})?([eE][-+]?\\d{1,2})?")) {
            faults.add(new FieldFault(
                    field,
                    "'" + shortened(text) + "' is not a number. Maybe digits with a decimal point, as in '22.8'."));
            return null;
        }
        double value = Double.parseDouble(text);
        if (value < LEAST || value > most) {
            faults.add(new FieldFault(
                    field,
                    text + " is not a credible figure above zero. Maybe it is in another unit; leave "
                            + "unknowns blank."));
            return null;
        }
        return value;
    }

    /** The figure in the unit of its field, which people write beside it. */
    private static String withoutUnit(String field, String written) {
        String text = written.toLowerCase(Locale.ROOT);
        text = switch (field) {
            case "hours" -> Durations.hours(text).map(BigDecimal::toPlainString).orElse(text);
            case "usd" -> text.replaceAll("^(?:us)?\\$ *| *(?:\\$|usd|dollars?)$", "");
            case "peakGib" -> inGib(text.replaceAll(" *gib$", ""));
            case "tokensPerSecond" ->
                text.replaceAll(" *(?:tokens?|toks?)? *(?:/|per|a) *(?:s|sec|second)$", "")
                        .replaceAll("(?<=\\d),(?=\\d{3}(?:\\D|$))", "");
            default -> text;
        };
        // Every figure of a run is a measurement, where a comma can only be decimal.
        return text.replaceFirst("^(\\d+),(\\d{1,2})$", "$1.$2");
    }

    /** What nvidia-smi shows is in MiB. */
    private static String inGib(String text) {
        return text.matches("\\d{1,9} *mib")
                ? BigDecimal.valueOf(Long.parseLong(text.replaceAll("\\D", "")))
                        .divide(MIB_A_GIB, MathContext.DECIMAL64)
                        .toPlainString()
                : text;
    }

    private static boolean yes(Map<String, String> given, List<FieldFault> faults) {
        String text = given.getOrDefault("outOfMemory", "").strip();
        if (!List.of("", "yes", "no", "true", "false").contains(text)) {
            faults.add(new FieldFault(
                    "outOfMemory", "'" + shortened(text) + "' is neither true nor false. Maybe you mean false."));
        }
        return text.equals("yes") || text.equals("true");
    }

    private static String text(Map<String, String> given, String field, int longest, List<FieldFault> faults) {
        String text = given.getOrDefault(field, "").strip();
        if (text.length() > longest) {
            faults.add(new FieldFault(field, "is longer than " + longest + " characters. Maybe shorten it."));
        }
        Review.unseen(field, text).ifPresent(faults::add);
        return text;
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }

    public static RunReport of(Entry entry) {
        JsonNode body = AnswerJson.MAPPER.readTree(entry.body());
        return new RunReport(
                entry.id(),
                entry.createdAt(),
                body.path("recommendation").asString(""),
                AnswerJson.MAPPER.treeToValue(body.path("ran"), Ran.class),
                body.path("note").asString(""),
                body.path("name").asString(""),
                Act.by(body));
    }

    /** The body of its entry. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Body(String recommendation, Ran ran, String note, String name, @Nullable Identity by) {}
}
