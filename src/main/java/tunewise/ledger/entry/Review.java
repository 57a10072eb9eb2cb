package tunewise.ledger.entry;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.question.FieldFault;
import tunewise.question.QuestionFaultsException;
import tunewise.text.SpellingSuggestion;
import tunewise.text.UnseenText;
import tunewise.text.ValueText;

/**
 * What somebody made of a recommendation, an entry of its own in the chain.
 *
 * @param recommendation id of what was reviewed
 * @param name of who reviewed, as they gave it
 * @param by the same, as proven; null where nobody had to prove it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Review(
        String id,
        Instant createdAt,
        String recommendation,
        Verdict verdict,
        String comment,
        String name,
        @Nullable Identity by) {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_COMMENT = 4_000;

    /** What a reviewer filled in. */
    public record Filled(Verdict verdict, String comment, String name) {}

    /**
     * Checks what a reviewer filled in; null counts as nothing.
     *
     * @throws QuestionFaultsException with everything wrong with it
     */
    public static Filled read(@Nullable String verdict, @Nullable String comment, @Nullable String name) {
        List<FieldFault> faults = new ArrayList<>();
        List<String> ids = Stream.of(Verdict.values()).map(Verdict::id).toList();
        String chosen = verdict == null ? "" : verdict.strip();
        if (!ids.contains(chosen)) {
            faults.add(new FieldFault(
                    "verdict",
                    ValueText.value(chosen) + " is not one of " + String.join(", ", ids) + ". Maybe you mean "
                            + SpellingSuggestion.nearest(chosen, ids).orElse(ids.get(0)) + "."));
        }
        String said = text("comment", comment, LONGEST_COMMENT, faults);
        if (said.isEmpty() && !chosen.equals(Verdict.APPROVED.id())) {
            faults.add(new FieldFault("comment", "is needed for anything but an approval. Maybe say what is wrong."));
        }
        String who = text("name", name, LONGEST_NAME, faults);
        if (who.isEmpty()) {
            faults.add(new FieldFault("name", "is needed. Maybe the name colleagues know you by."));
        }
        if (!faults.isEmpty()) {
            throw new QuestionFaultsException(faults, false);
        }
        return new Filled(Verdict.valueOf(chosen.toUpperCase(Locale.ROOT)), said, who);
    }

    private static String text(String field, @Nullable String given, int longest, List<FieldFault> faults) {
        String text = given == null ? "" : given.strip();
        if (text.length() > longest) {
            faults.add(new FieldFault(field, "is longer than " + longest + " characters. Maybe shorten it."));
        }
        unseen(field, text).ifPresent(faults::add);
        return text;
    }

    /** A fault where a text holds characters that nobody sees: a name has one line, a comment or note may have several. */
    static Optional<FieldFault> unseen(String field, String text) {
        Optional<UnseenText.Found> found = field.equals("name") ? UnseenText.in(text) : UnseenText.inLines(text);
        return found.map(each -> new FieldFault(
                field,
                "has a character that cannot be seen (" + each.name()
                        + "). Maybe it was pasted along and can be deleted."));
    }

    public static Review of(Entry entry) {
        JsonNode body = AnswerJson.MAPPER.readTree(entry.body());
        return new Review(
                entry.id(),
                entry.createdAt(),
                body.path("recommendation").asString(""),
                AnswerJson.MAPPER.treeToValue(body.path("verdict"), Verdict.class),
                body.path("comment").asString(""),
                body.path("name").asString(""),
                Act.by(body));
    }

    /** The body of its entry. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Body(String recommendation, Verdict verdict, String comment, String name, @Nullable Identity by) {}
}
