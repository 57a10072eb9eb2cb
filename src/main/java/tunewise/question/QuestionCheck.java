package tunewise.question;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks what was given field by field, in the contract's order, fills in the defaults, and finds contradictions. */
final class QuestionCheck {
    private static final long MOST = 1_000_000_000_000_000L;
    private static final int DEFAULT_SEQUENCE_LENGTH = 2048;
    private static final int DEFAULT_MAX_GPUS = 8;
    private static final String DEFAULT_STACK = "trl";
    private static final LocalDate FIRST_DAY = LocalDate.of(2015, 1, 1);
    private static final int MOST_FAULTS = 50;

    private final Given given;
    private final Fields fields;
    private final Vocabulary vocabulary;

    QuestionCheck(Given given, Vocabulary vocabulary) {
        this.given = given;
        this.fields = new Fields(given, vocabulary);
        this.vocabulary = vocabulary;
    }

    Question question() {
        ModelAsk model = model();
        Long tokens = tokens();
        Question question = new Question(
                model == null ? new ModelAsk.Named("") : model,
                tokens == null ? 0 : tokens,
                fields.count(Field.EPOCHS, 1, 1_000, 1),
                fields.count(Field.SEQUENCE_LENGTH, 16, 10_000_000, DEFAULT_SEQUENCE_LENGTH),
                fields.choice(Field.TASK, Task.values(), Task.CHAT),
                fields.amount(Field.BUDGET_USD, 0, 1e9),
                fields.amount(Field.DEADLINE_HOURS, 0, 1e6),
                fields.choice(Field.PRIORITY, Priority.values(), Priority.BALANCED),
                methods(),
                fields.ids(Field.GPUS),
                fields.ids(Field.PROVIDERS),
                fields.count(Field.MAX_GPUS, 1, 1_024, DEFAULT_MAX_GPUS),
                fields.choice(Field.COMMITMENT, Commitment.values(), Commitment.ON_DEMAND),
                fields.choice(Field.RELIABILITY, Reliability.values(), Reliability.NORMAL),
                fields.id(Field.STACK, DEFAULT_STACK),
                workload(),
                fields.choice(Field.KNOWLEDGE, Knowledge.values(), Knowledge.DEFAULT),
                asOf());
        contradictions(question);
        if (!given.faults().isEmpty()) {
            throw new QuestionFaultsException(some(given.faults()), false);
        }
        return question;
    }

    private @Nullable ModelAsk model() {
        boolean named = fields.has(Field.MODEL);
        boolean configured = fields.has(Field.MODEL_CONFIG);
        boolean sized = fields.has(Field.MODEL_NAME) || fields.has(Field.MODEL_PARAMETERS_B);
        if (Stream.of(named, configured, sized).filter(way -> way).count() > 1) {
            fields.fault(
                    Field.MODEL,
                    "the model is given in more than one way: by its name, its size or its config.json."
                            + " Maybe only one of them is meant.");
            return null;
        }
        if (named) {
            return named();
        }
        if (configured) {
            return configured();
        }
        if (sized) {
            return sized();
        }
        if (!fields.faulty(Field.MODEL)) {
            fields.fault(
                    Field.MODEL,
                    "is needed: a model's id, its size in billions of parameters, or its config.json."
                            + " Maybe meta-llama/Llama-3.1-8B.");
        }
        return null;
    }

    private @Nullable ModelAsk named() {
        Object value = given.values().get(Field.MODEL);
        if (!(value instanceof String)) {
            fields.fault(
                    Field.MODEL,
                    Shown.value(value) + " is not a model: its id in quotes, or an object with parametersB or config."
                            + (value instanceof Number ? " Maybe {\"parametersB\": " + Shown.value(value) + "}." : ""));
            return null;
        }
        String name = fields.text(Field.MODEL);
        return name == null ? null : sound(Field.MODEL, new ModelAsk.Named(name));
    }

    private @Nullable ModelAsk configured() {
        if (given.values().get(Field.MODEL_CONFIG) instanceof Map<?, ?> config && !config.isEmpty()) {
            @SuppressWarnings("unchecked")
            Map<String, Object> content = (Map<String, Object>) config;
            return sound(Field.MODEL_CONFIG, new ModelAsk.Configured(content));
        }
        fields.fault(
                Field.MODEL_CONFIG,
                Shown.value(given.values().get(Field.MODEL_CONFIG))
                        + " is not the content of a config.json. Maybe the file's text is to stand here, in its braces.");
        return null;
    }

    private @Nullable ModelAsk sized() {
        String name = fields.text(Field.MODEL_NAME);
        Double parametersB = fields.amount(Field.MODEL_PARAMETERS_B, 0.01, 10_000);
        if (!fields.has(Field.MODEL_PARAMETERS_B)) {
            fields.fault(
                    Field.MODEL_PARAMETERS_B,
                    "is needed beside a name: billions of parameters. Maybe the name alone is meant as model.");
        }
        return parametersB == null ? null : new ModelAsk.Sized(name == null ? "" : name, parametersB);
    }

    private @Nullable ModelAsk sound(Field field, ModelAsk ask) {
        Optional<String> fault = vocabulary.modelFault().apply(ask);
        fault.ifPresent(message -> fields.fault(field, message));
        return fault.isPresent() ? null : ask;
    }

    private @Nullable Long tokens() {
        if (!fields.has(Field.TOKENS)) {
            if (!fields.faulty(Field.TOKENS)) {
                fields.fault(
                        Field.TOKENS,
                        "is needed: how many tokens the training data has. Maybe four for every three words of it.");
            }
            return null;
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
                    Shown.value(value) + " is not a day written as 2026-03-31."
                            + Day.meant(value.toString())
                                    .map(meant -> " Maybe '" + meant + "' is meant.")
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
                            + " tokens of the data. Maybe tokens is meant to count them all.");
        }
        Long calls = question.workload().inferenceCalls();
        if (calls != null && calls == 0 && question.workload().production()) {
            fields.fault(
                    Field.INFERENCE_CALLS,
                    "0 calls contradict a model in production. Maybe the number of calls is not known and can be left"
                            + " out.");
        }
    }

    private static List<FieldFault> some(List<FieldFault> faults) {
        if (faults.size() <= MOST_FAULTS) {
            return faults;
        }
        FieldFault rest =
                new FieldFault("", (faults.size() - MOST_FAULTS) + " more faults. Maybe the first ones explain them.");
        return Stream.concat(faults.stream().limit(MOST_FAULTS), Stream.of(rest))
                .toList();
    }
}
