package tunewise.question;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.text.ValueText;
import tunewise.training.Method;

/** Checks what was given field by field, in the contract's order, fills in the defaults, and finds contradictions. */
final class QuestionCheck {
    private static final long MOST = 1_000_000_000_000_000L;
    private static final int DEFAULT_SEQUENCE_LENGTH = 2048;
    private static final int DEFAULT_MAX_GPUS = 8;

    /** Of the longest answers that are allowed; measured runs made up a tenth and more. */
    private static final double SHORTEST_ANSWERS = 0.05;

    private static final LocalDate FIRST_DAY = LocalDate.of(2015, 1, 1);

    private static final Pattern SAMPLES = Pattern.compile(
            "([\\d., _'\u2019]*\\d[km]?) *(?:chats?|conversations?|samples?|examples?|documents?|rows?|lines?|pairs?|dialogues?)");

    private final RawFields given;
    private final Fields fields;
    private final AllowedNames vocabulary;
    private final ModelHub hub;

    QuestionCheck(RawFields given, AllowedNames vocabulary, ModelHub hub) {
        this.given = given;
        this.fields = new Fields(given, vocabulary);
        this.vocabulary = vocabulary;
        this.hub = hub;
    }

    Question question() {
        ModelAsk model = new ModelCheck(given, fields, vocabulary, hub).model();
        ObjectiveCheck aim = new ObjectiveCheck(fields, vocabulary);
        Long samples = fields.whole(Field.SAMPLES, 1, MOST);
        ImagesCheck images = new ImagesCheck(fields, vocabulary, model);
        Integer meanSampleTokens = images.withText(fields.countIfSaid(Field.MEAN_SAMPLE_TOKENS, 1, 10_000_000));
        Long prompts = aim.prompts(samples);
        boolean byPrompts = !fields.has(Field.TOKENS) && (prompts != null || fields.has(Field.PROMPTS));
        Long told = byPrompts ? null : tokens(samples, meanSampleTokens);
        int epochs = fields.count(Field.EPOCHS, 1, 1_000, 1);
        int usualLength = images.usualLength(aim.usualLength(vocabulary.usualLength(model, DEFAULT_SEQUENCE_LENGTH)));
        int length = fields.count(Field.SEQUENCE_LENGTH, 16, 10_000_000, usualLength);
        images.within(length);
        Integer generations = aim.generations();
        Integer completionLength = aim.completionLength(length);
        Long tokens = byPrompts ? madeUp(prompts, generations, completionLength) : told;
        List<OwnMachine> own =
                new OwnMachinesCheck(fields, vocabulary).machines(given.values().get(Field.OWN_GPUS));
        Integer several = fields.countIfSaid(Field.NODES, 1, Field.MOST_MACHINES);
        Integer nodes = several == null || several == 1 ? null : several;
        Question question = new Question(
                model == null ? new ModelAsk.Named("") : model,
                tokens == null ? 0 : tokens,
                epochs,
                length,
                fields.choice(Field.TASK, Task.values(), Task.CHAT),
                budget(own),
                fields.amount(Field.DEADLINE_HOURS, 0, 1e6),
                fields.choice(Field.PRIORITY, Priority.values(), Priority.BALANCED),
                methods(),
                fields.ids(Field.GPUS),
                fields.ids(Field.PROVIDERS),
                fields.count(Field.MAX_GPUS, 1, 1_024, DEFAULT_MAX_GPUS * (nodes == null ? 1 : nodes)),
                fields.choice(Field.COMMITMENT, Commitment.values(), Commitment.ON_DEMAND),
                fields.choice(Field.RELIABILITY, Reliability.values(), Reliability.NORMAL),
                fields.id(Field.STACK, Question.DEFAULT_STACK),
                workload(),
                fields.choice(Field.KNOWLEDGE, Knowledge.values(), Knowledge.DEFAULT),
                asOf(),
                samples,
                meanSampleTokens,
                own,
                rent(own),
                fields.ids(Field.EXCLUDE_GPUS),
                fields.amount(Field.SESSION_HOURS, 0, 1e5),
                nodes,
                aim.objective(),
                prompts,
                generations,
                completionLength,
                aim.teacher(),
                aim.attention(),
                fields.ids(Field.REGIONS),
                fields.ids(Field.TIERS),
                fields.amount(Field.MIN_RELIABILITY, 0, 1),
                fields.choiceIfSaid(Field.RISK, Risk.values()),
                images.perSample(),
                images.tokensEach(),
                fields.choiceIfSaid(Field.INTERCONNECT, Interconnect.values()));
        contradictions(question);
        given.refuseFaults();
        return question;
    }

    /** Nothing to spend is a budget only for those who own a machine. */
    private @Nullable Double budget(List<OwnMachine> own) {
        boolean nothing = given.values().get(Field.BUDGET_USD) instanceof Number usd && usd.doubleValue() == 0;
        return nothing && !own.isEmpty() ? (Double) 0.0 : fields.amount(Field.BUDGET_USD, 0, 1e9);
    }

    private @Nullable Rent rent(List<OwnMachine> own) {
        Rent said = fields.choiceIfSaid(Field.RENT, Rent.values());
        if (said == Rent.NO && own.isEmpty() && !fields.faulty(Field.OWN_GPUS)) {
            fields.fault(Field.RENT, "'no' leaves no machine to train on. Maybe ownGpus is missing.");
        }
        return said;
    }

    /** Tokens of the answers that are made up in one epoch. */
    private static @Nullable Long madeUp(
            @Nullable Long prompts, @Nullable Integer generations, @Nullable Integer completionLength) {
        return prompts == null || generations == null || completionLength == null
                ? null
                : (Long) (long) Math.min(MOST, (double) prompts * generations * completionLength);
    }

    private @Nullable Long tokens(@Nullable Long samples, @Nullable Integer meanSampleTokens) {
        if (!fields.has(Field.TOKENS) && samples != null && meanSampleTokens != null) {
            return samples * meanSampleTokens;
        }
        if (!fields.has(Field.TOKENS)) {
            if (!fields.faulty(Field.TOKENS)) {
                fields.fault(
                        Field.TOKENS,
                        "is needed: how many tokens the training data has. Maybe count four for every three words.");
            }
            return null;
        }
        if (given.values().get(Field.TOKENS) instanceof String text) {
            Matcher counted = SAMPLES.matcher(text.strip().toLowerCase(Locale.ROOT));
            if (counted.matches()) {
                fields.fault(
                        Field.TOKENS,
                        ValueText.value(text) + " does not say how long they are. Maybe "
                                + ValueText.value(counted.group(1).replaceAll("[., _'\u2019](?=\\d{3})", "") + " x 400")
                                + ", for 400 tokens each.");
                return null;
            }
        }
        return fields.whole(Field.TOKENS, 1, MOST);
    }

    private List<Method> methods() {
        List<String> ids = fields.ids(Field.METHODS);
        return Stream.of(Method.values())
                .filter(method -> ids.contains(method.id()))
                .toList();
    }

    private Workload workload() {
        return new Workload(
                fields.whole(Field.INFERENCE_CALLS, 0, MOST),
                fields.flag(Field.PRODUCTION),
                fields.count(Field.VARIANTS, 1, 1_000_000, 1),
                fields.count(Field.RUNS_PER_YEAR, 1, 100_000, 1));
    }

    private LocalDate asOf() {
        LocalDate today = vocabulary.today();
        Object value = given.values().get(Field.AS_OF);
        if (value == null) {
            return today;
        }
        Optional<LocalDate> day = value instanceof String text ? Day.exact(text) : Optional.empty();
        if (day.isEmpty()) {
            fields.fault(
                    Field.AS_OF,
                    ValueText.value(value) + " is not a day written as 2026-03-31."
                            + Day.meant(value.toString())
                                    .map(meant -> " Maybe you mean '" + meant + "'.")
                                    .orElse(""));
            return today;
        }
        LocalDate last = today.plusYears(1);
        if (day.get().isBefore(FIRST_DAY) || day.get().isAfter(last)) {
            fields.fault(Field.AS_OF, day.get() + " is not a day from " + FIRST_DAY + " to " + last + ".");
        }
        return day.get();
    }

    private void contradictions(Question question) {
        boolean lengthSaid = fields.has(Field.SEQUENCE_LENGTH) && !fields.faulty(Field.SEQUENCE_LENGTH);
        if (lengthSaid && question.tokens() > 0 && question.sequenceLength() > question.tokens()) {
            fields.fault(
                    Field.SEQUENCE_LENGTH,
                    question.sequenceLength() + " is longer than all " + question.tokens()
                            + " tokens of the data. Maybe tokens should count them all.");
        }
        Long answers = madeUp(question.prompts(), question.generations(), question.completionLength());
        if (answers != null && question.tokens() > 0 && question.tokens() < SHORTEST_ANSWERS * answers) {
            fields.fault(
                    Field.TOKENS,
                    "%d is too few: tokens count the answers that the model writes, and to %d prompts these are up to %d. Maybe leave tokens out."
                            .formatted(question.tokens(), question.prompts(), answers));
        }
        Long calls = question.workload().inferenceCalls();
        if (calls != null && calls == 0 && question.workload().production()) {
            fields.fault(
                    Field.INFERENCE_CALLS,
                    "0 calls contradict a model in production. Maybe the number of calls is not known and can be left"
                            + " out.");
        }
    }
}
