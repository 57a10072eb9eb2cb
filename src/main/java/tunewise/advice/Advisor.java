package tunewise.advice;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tunewise.catalog.Catalog;
import tunewise.catalog.ConfigJson;
import tunewise.catalog.Gpu;
import tunewise.catalog.Model;
import tunewise.catalog.ModelNames;
import tunewise.catalog.Provider;
import tunewise.catalog.Stack;
import tunewise.estimate.Estimator;
import tunewise.plan.Quote;
import tunewise.question.Knowledge;
import tunewise.question.ModelAsk;
import tunewise.question.Question;
import tunewise.question.Vocabulary;
import tunewise.rulebook.Consultation;

/** Question in, recommendation out; the same every time for the same release. Safe for use by several threads. */
public final class Advisor {
    private final Knowhow knowhow;
    private final Estimator estimator;

    public Advisor(Knowhow knowhow) {
        this.knowhow = knowhow;
        this.estimator = Estimator.of(knowhow.catalog());
    }

    public Knowhow knowhow() {
        return knowhow;
    }

    /** Answers a question whose fields, model included, have been checked. */
    public Recommendation advise(Question question, String id, Instant createdAt) {
        Model model = resolve(question.model());
        Optional<Decision> guide = question.knowledge() == Knowledge.GUIDE
                ? Optional.empty()
                : Optional.of(decide(
                        new QuestionEdit(question).knowledge(Knowledge.GUIDE).build(), model));
        Decision decision = decide(question, model, guide.flatMap(Decision::chosen));
        List<Recommendation.Change> changes = changes(question, model, decision);
        return new Assembly(knowhow, question, model, decision, guide.orElse(decision))
                .recommendation(id, createdAt, changes);
    }

    /** What would make a set-up feasible, or give one that barely fits more room. */
    private List<Recommendation.Change> changes(Question question, Model model, Decision decision) {
        Changes changes = new Changes(this, question, model);
        double tight = knowhow.catalog().limit("barely-fits-share");
        if (decision.chosen().isEmpty()) {
            return changes.find();
        }
        boolean barelyFits = question.knowledge() == Knowledge.EVIDENCE
                && decision.chosen().orElseThrow().plan().fills(tight);
        return barelyFits ? changes.forRoom(tight) : List.of();
    }

    Decision decide(Question question, Model model) {
        return decide(question, model, Optional.empty());
    }

    private Decision decide(Question question, Model model, Optional<Quote> guideChoice) {
        try (Consultation rules = knowhow.rulebook().consult()) {
            return new Deliberation(knowhow.catalog(), estimator, question, model, guideChoice).decide(rules);
        }
    }

    /** What questions may name when they are asked on this day. */
    public Vocabulary vocabulary(LocalDate today) {
        Catalog catalog = knowhow.catalog();
        return new Vocabulary(
                catalog.gpus().stream().map(Gpu::id).collect(Collectors.toSet()),
                catalog.providers().stream().map(Provider::id).collect(Collectors.toSet()),
                catalog.stacks().stream().map(Stack::id).collect(Collectors.toSet()),
                this::modelFault,
                today);
    }

    /** What is wrong with the model a question names, in words for the person. */
    private Optional<String> modelFault(ModelAsk ask) {
        if (ask instanceof ModelAsk.Named named
                && knowhow.names().find(named.name()) instanceof ModelNames.Unknown unknown) {
            return Optional.of((unknown.message() + " " + unknown.hint()).strip());
        }
        if (ask instanceof ModelAsk.Configured configured) {
            try {
                ConfigJson.read(configured.config());
            } catch (IllegalArgumentException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }
        return Optional.empty();
    }

    private Model resolve(ModelAsk ask) {
        if (ask instanceof ModelAsk.Named named) {
            if (knowhow.names().find(named.name()) instanceof ModelNames.Found found) {
                return found.model();
            }
            throw new IllegalArgumentException("the model was not checked: " + named.name());
        }
        if (ask instanceof ModelAsk.Sized sized) {
            long parameters = Math.round(sized.parametersB() * 1e9);
            String name = sized.name().isBlank() ? "a model of this size" : sized.name();
            return new Model(
                    name,
                    name,
                    "",
                    parameters,
                    parameters,
                    null,
                    0,
                    "",
                    "unknown",
                    "the question",
                    "only its size is known");
        }
        Map<String, Object> config = ((ModelAsk.Configured) ask).config();
        return ConfigJson.read(config);
    }
}
