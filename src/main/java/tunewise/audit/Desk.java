package tunewise.audit;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;
import tunewise.advice.Advisor;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Provider;
import tunewise.question.Question;
import tunewise.question.QuestionReader;
import tunewise.question.Vocabulary;

/** Question in, recommendation out, and never one without its entry in the ledger. */
public final class Desk {
    private final Advisor advisor;
    private final Ledger ledger;
    private final Clock clock;
    private final Supplier<String> ids;
    private final String engine;

    /** A desk over one release; engine is the version that every entry names. */
    public Desk(Advisor advisor, Ledger ledger, Clock clock, Supplier<String> ids, String engine) {
        this.advisor = advisor;
        this.ledger = ledger;
        this.clock = clock;
        this.ids = ids;
        this.engine = engine;
    }

    public Advisor advisor() {
        return advisor;
    }

    /** Answers a question in the contract's JSON. */
    public Recommendation advise(String questionJson, String cameFrom) {
        return advise(reader -> reader.read(questionJson), questionJson, cameFrom);
    }

    /** Answers the fields of a form or of a command line. */
    public Recommendation adviseForm(Map<String, List<String>> form, String cameFrom) {
        return advise(reader -> reader.readForm(form), AnswerJson.MAPPER.writeValueAsString(form), cameFrom);
    }

    /** A recommendation as it was answered. */
    public Optional<Recommendation> find(String id) {
        return ledger.find(id)
                .filter(entry -> entry.kind().equals(Ledger.RECOMMENDATION))
                .map(Desk::recommendation);
    }

    /** The newest recommendations, newest first. */
    public List<Recommendation> newest(int limit) {
        return ledger.newest(Ledger.RECOMMENDATION, limit).stream()
                .map(Desk::recommendation)
                .toList();
    }

    /** Recomputes the whole chain of the ledger. */
    public Verification verifyLedger() {
        return ledger.verify();
    }

    private Recommendation advise(Function<QuestionReader, Question> read, String asked, String cameFrom) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Question question = read.apply(new QuestionReader(vocabulary(LocalDate.ofInstant(now, ZoneOffset.UTC))));
        Recommendation recommendation = advisor.advise(question, ids.get(), now);
        ObjectNode body = AnswerJson.MAPPER.createObjectNode();
        body.put("asked", asked);
        body.put("engine", engine);
        body.set("recommendation", AnswerJson.MAPPER.valueToTree(recommendation));
        ledger.append(new Draft(
                recommendation.id(),
                Ledger.RECOMMENDATION,
                now,
                advisor.knowhow().release(),
                cameFrom,
                body.toString()));
        return recommendation;
    }

    private static Recommendation recommendation(Entry entry) {
        return AnswerJson.MAPPER.treeToValue(
                AnswerJson.MAPPER.readTree(entry.body()).get("recommendation"), Recommendation.class);
    }

    private Vocabulary vocabulary(LocalDate today) {
        Catalog catalog = advisor.knowhow().catalog();
        Set<String> gpus = catalog.gpus().stream().map(Gpu::id).collect(Collectors.toSet());
        Set<String> providers = catalog.providers().stream().map(Provider::id).collect(Collectors.toSet());
        Set<String> stacks = catalog.stacks().stream().map(Catalog.Stack::id).collect(Collectors.toSet());
        return new Vocabulary(gpus, providers, stacks, advisor::modelFault, today);
    }
}
