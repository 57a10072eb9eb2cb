package tunewise.audit;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tunewise.advice.Advisor;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.question.Question;
import tunewise.question.QuestionReader;

/**
 * Question in, recommendation out, and never one without its entry in the ledger. The release that answers can be
 * replaced while questions come in: each is answered by one release, none waits.
 */
public final class Desk {
    private final Tenure tenure;
    private final Ledger ledger;
    private final Clock clock;
    private final Supplier<String> ids;
    private final String engine;
    private final RuleUse ruleUse;

    /** A desk whose first advisor is given; engine is the version that every entry names. */
    public Desk(Advisor advisor, Ledger ledger, Clock clock, Supplier<String> ids, String engine) {
        this.tenure = new Tenure(advisor);
        this.ledger = ledger;
        this.clock = clock;
        this.ids = ids;
        this.engine = engine;
        this.ruleUse = new RuleUse(ledger, clock);
    }

    /**
     * Who answers at this moment, for reading rules and catalogs; whoever consults the rules asks by {@link #ask}, and a
     * page takes one advisor for all that it shows.
     */
    public Advisor advisor() {
        return tenure.advisor();
    }

    /** Puts one request, from beginning to end, to whoever answers at this moment. */
    public <T> T ask(Function<Advisor, T> request) {
        return tenure.ask(request);
    }

    /** From now on this advisor answers; the rules of the one before are closed once nobody uses them. */
    public void handOver(Advisor next) {
        tenure.handOver(next);
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

    /** How often rules fired in the newest recommendations. */
    public RuleUse.Counts ruleUse() {
        return ruleUse.counts();
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** Recomputes the whole chain of the ledger. */
    public Verification verifyLedger() {
        return ledger.verify();
    }

    private Recommendation advise(Function<QuestionReader, Question> read, String asked, String cameFrom) {
        return tenure.ask(advisor -> advise(advisor, read, asked, cameFrom));
    }

    private Recommendation advise(
            Advisor advisor, Function<QuestionReader, Question> read, String asked, String cameFrom) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Question question =
                read.apply(new QuestionReader(advisor.vocabulary(LocalDate.ofInstant(now, ZoneOffset.UTC))));
        Recommendation recommendation = advisor.advise(question, ids.get(), now);
        ledger.append(new Draft(
                recommendation.id(),
                Ledger.RECOMMENDATION,
                now,
                advisor.knowhow().release(),
                cameFrom,
                AnswerJson.MAPPER.writeValueAsString(new Body(asked, engine, recommendation))));
        return recommendation;
    }

    private static Recommendation recommendation(Entry entry) {
        return AnswerJson.MAPPER.readValue(entry.body(), Body.class).recommendation();
    }

    /**
     * What an entry keeps of a recommendation.
     *
     * @param asked the question as it came in
     * @param engine version of the program that answered
     */
    private record Body(String asked, String engine, Recommendation recommendation) {}
}
