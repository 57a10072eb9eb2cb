package tunewise.question;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tunewise.text.ValueText;
import tunewise.training.Attention;
import tunewise.training.Objective;

/** Reads what is trained towards, and what only some objectives have: answers made up while training, and a teacher. */
final class ObjectiveCheck {
    static final int USUAL_GENERATIONS = 8;
    private static final int USUAL_COMPLETION = 1024;
    private static final int USUAL_PROMPT = 512;

    private final Fields fields;
    private final AllowedNames vocabulary;
    private final Objective objective;
    private final @Nullable Integer saidLength;

    ObjectiveCheck(Fields fields, AllowedNames vocabulary) {
        this.fields = fields;
        this.vocabulary = vocabulary;
        this.objective = fields.choice(Field.OBJECTIVE, Objective.values(), Objective.SFT);
        this.saidLength = whole(Field.COMPLETION_LENGTH, 1, 10_000_000);
    }

    Objective objective() {
        return objective;
    }

    boolean generates() {
        return objective == Objective.GRPO;
    }

    /** Where answers are made up, samples are prompts. */
    @Nullable
    Long prompts(@Nullable Long samples) {
        Long said = fields.whole(Field.PROMPTS, 1, 1_000_000_000_000L);
        refuseWithoutGeneration(Field.PROMPTS, said != null);
        return said == null && generates() ? samples : said;
    }

    /** Answers to each prompt; null where none are made up. */
    @Nullable
    Integer generations() {
        Integer said = whole(Field.GENERATIONS, 2, 10_000);
        return said == null && generates() ? (Integer) USUAL_GENERATIONS : said;
    }

    /** Tokens of an answer at most, within a sample that holds its prompt too. */
    @Nullable
    Integer completionLength(int sequenceLength) {
        Integer said = saidLength;
        if (said != null && said > sequenceLength && generates()) {
            fields.fault(
                    Field.COMPLETION_LENGTH,
                    said + " tokens of an answer do not fit samples of " + sequenceLength
                            + ". Maybe sequenceLength is to hold prompt and answer.");
        }
        return said == null && generates()
                ? (Integer) Math.min(USUAL_COMPLETION, Math.max(1, sequenceLength / 2))
                : said;
    }

    /** The length of a sample where none was said: room for the answer that was, and for its prompt. */
    int usualLength(int usual) {
        return saidLength == null ? usual : Math.max(usual, saidLength + USUAL_PROMPT);
    }

    @Nullable
    String teacher() {
        String name = fields.text(Field.TEACHER);
        if (name == null) {
            if (objective == Objective.DISTILLATION && !fields.faulty(Field.TEACHER)) {
                fields.fault(Field.TEACHER, "is needed for distillation: the model to imitate. Maybe Qwen2.5 14B.");
            }
            return null;
        }
        if (objective != Objective.DISTILLATION && !fields.faulty(Field.OBJECTIVE)) {
            fields.fault(
                    Field.TEACHER,
                    "only distillation has a teacher, not " + objective.id()
                            + ". Maybe you mean objective distillation.");
            return null;
        }
        Optional<String> unknown = vocabulary.modelFault().apply(new ModelAsk.Named(name));
        unknown.ifPresent(fault -> fields.fault(Field.TEACHER, fault));
        return unknown.isPresent() ? null : name;
    }

    @Nullable
    Attention attention() {
        return fields.choiceIfSaid(Field.ATTENTION, Attention.values());
    }

    private @Nullable Integer whole(Field field, int least, int most) {
        Integer said = fields.countIfSaid(field, least, most);
        refuseWithoutGeneration(field, said != null);
        return said;
    }

    private void refuseWithoutGeneration(Field field, boolean said) {
        if (said && !generates() && !fields.faulty(Field.OBJECTIVE) && !fields.faulty(field)) {
            fields.fault(
                    field,
                    ValueText.value(objective.id())
                            + " generates no answers while training. Maybe you mean objective grpo.");
        }
    }
}
