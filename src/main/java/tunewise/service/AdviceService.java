package tunewise.service;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Advisor;
import tunewise.advice.AnswerJson;
import tunewise.advice.Estimates;
import tunewise.advice.Recommendation;
import tunewise.catalog.Fault;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryHash;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.ledger.entry.PreparedEntry;
import tunewise.ledger.entry.RecommendationBody;
import tunewise.ledger.entry.Review;
import tunewise.ledger.entry.RunReport;
import tunewise.ledger.verify.Verification;
import tunewise.question.FieldFault;
import tunewise.question.ModelHub;
import tunewise.question.Question;
import tunewise.question.QuestionFaultsException;
import tunewise.question.QuestionReader;
import tunewise.rulebook.RulesFailedException;

/**
 * Question in, recommendation out, and never one without its entry in the ledger. The release that answers can be
 * replaced while questions come in: each is answered by one release, none waits.
 */
public final class AdviceService {
    /** An honest answer has a quarter of it; what is longer nobody reads, and is kept for good all the same. */
    private static final int MOST_OF_AN_ANSWER = 2_000_000;

    private final ActiveAdvisor active;
    private final Ledger ledger;
    private final Clock clock;
    private final Supplier<String> ids;
    private final String engine;
    private final ModelHub hub;
    private final RuleUse ruleUse;
    private final List<BiConsumer<Recommendation, String>> answered = new CopyOnWriteArrayList<>();

    /** A service whose first advisor is given; engine is the version that every entry names. */
    public AdviceService(Advisor advisor, Ledger ledger, Clock clock, Supplier<String> ids, String engine) {
        this(advisor, ledger, clock, ids, engine, ModelHub.NONE);
    }

    /** Likewise; models that no catalog has are looked up in a hub before they are answered for, and recorded as found. */
    public AdviceService(
            Advisor advisor, Ledger ledger, Clock clock, Supplier<String> ids, String engine, ModelHub hub) {
        this.active = new ActiveAdvisor(advisor);
        this.ledger = ledger;
        this.clock = clock;
        this.ids = ids;
        this.engine = engine;
        this.hub = hub;
        this.ruleUse = new RuleUse(ledger, clock);
    }

    /** Calls a listener for every recommendation from now on, once it is recorded, and of the way it was asked for. */
    public void onAnswer(BiConsumer<Recommendation, String> listener) {
        answered.add(listener);
    }

    public Ledger ledger() {
        return ledger;
    }

    public Clock clock() {
        return clock;
    }

    /** An id for a new entry of the ledger. */
    public String newId() {
        return ids.get();
    }

    /** The version of this program. */
    public String engine() {
        return engine;
    }

    /** Records what somebody makes of a recommendation; empty when there is no such one. */
    public Optional<Review> review(String recommendation, Review.Filled filled, Actor actor) {
        return ledger.find(recommendation)
                .filter(entry -> entry.kind().equals(EntryKind.RECOMMENDATION))
                .map(entry -> ledger.feedback().review(ids.get(), entry, filled, now(), actor));
    }

    /** Records what came of a recommendation when somebody ran it; empty when there is no such one. */
    public Optional<RunReport> report(String recommendation, RunReport.Filled filled, Actor actor) {
        return ledger.find(recommendation)
                .filter(entry -> entry.kind().equals(EntryKind.RECOMMENDATION))
                .map(entry -> ledger.feedback().report(ids.get(), entry, filled, now(), actor));
    }

    /**
     * Who answers at this moment, for reading rules and catalogs; whoever consults the rules asks by {@link #ask}, and a
     * page takes one advisor for all that it shows.
     */
    public Advisor advisor() {
        return active.advisor();
    }

    /** Puts one request, from beginning to end, to whoever answers at this moment. */
    public <T> T ask(Function<Advisor, T> request) {
        return active.ask(request);
    }

    /** From now on this advisor answers; the rules of the one before are closed once nobody uses them. */
    public void handOver(Advisor next) {
        active.handOver(next);
    }

    /** Answers a question in the contract's JSON. */
    public Recommendation advise(String questionJson, String cameFrom) {
        return advise(questionJson, cameFrom, null);
    }

    /** Answers a question in the contract's JSON; requester is whoever asks, as far as they said. */
    public Recommendation advise(String questionJson, String cameFrom, @Nullable String requester) {
        return advise(reader -> reader.read(questionJson), questionJson, cameFrom, requester);
    }

    /** Answers the fields of a form or of a command line. */
    public Recommendation adviseForm(Map<String, List<String>> form, String cameFrom) {
        return adviseForm(form, cameFrom, null);
    }

    /** Answers the fields of a form or of a command line; requester is whoever asks, as far as they said. */
    public Recommendation adviseForm(Map<String, List<String>> form, String cameFrom, @Nullable String requester) {
        return advise(reader -> reader.readForm(form), AnswerJson.MAPPER.writeValueAsString(form), cameFrom, requester);
    }

    /** What a form would be answered, for somebody who only wants to see: nothing is recorded, and the id is empty. */
    public Recommendation consider(Map<String, List<String>> form) {
        Instant now = now();
        return active.ask(
                advisor -> advisor.advise(reader(advisor, now, ModelHub.NONE).readForm(form), "", now));
    }

    /** Likewise with another feasible set-up in the place of the chosen one; empty where there is none of this key. */
    public Optional<Recommendation> considerInstead(Map<String, List<String>> form, String key) {
        Instant now = now();
        return active.ask(
                advisor -> advisor.instead(reader(advisor, now, ModelHub.NONE).readForm(form), key, now));
    }

    /** Does all that an answer to a form takes, but records and tells nothing. */
    public Recommendation rehearse(Map<String, List<String>> form) {
        Instant now = now();
        String asked = AnswerJson.MAPPER.writeValueAsString(form);
        return active.ask(advisor -> {
            Recommendation answer =
                    advisor.advise(reader(advisor, now, ModelHub.NONE).readForm(form), ids.get(), now);
            written(advisor, asked, "rehearsal", null, answer);
            return answer;
        });
    }

    /** Estimates by the active release, of models too that only the hub has; nothing is recorded. */
    public Estimates estimates() {
        return advisor().estimates().with(hub);
    }

    /** What is wrong with a form, for somebody who still fills it in; a hub that may know the model is asked only in earnest. */
    public List<FieldFault> faults(Map<String, List<String>> form) {
        try {
            active.ask(advisor -> reader(advisor, now(), ModelHub.NONE).readForm(form));
            return List.of();
        } catch (QuestionFaultsException e) {
            boolean mayBeKnown = form.getOrDefault("model", List.of()).stream()
                    .map(String::strip)
                    .anyMatch(hub::mayKnow);
            return e.faults().stream()
                    .filter(fault -> !(mayBeKnown && fault.field().equals("model")))
                    .toList();
        }
    }

    /** A recommendation as it was answered; empty too when it was erased. */
    public Optional<Recommendation> find(String id) {
        return recorded(id).flatMap(Recorded::answer);
    }

    /**
     * All that is on record of a recommendation.
     *
     * @throws LedgerUnavailableException when it was altered after it was recorded, so that nobody takes it for the answer
     */
    public Optional<Recorded> recorded(String id) {
        return ledger.find(id)
                .filter(entry -> entry.kind().equals(EntryKind.RECOMMENDATION))
                .map(AdviceService::sound)
                .map(entry -> new Recorded(entry, entry.erased() ? null : RecommendationBody.of(entry)));
    }

    private static Entry sound(Entry entry) {
        if (!EntryHash.sound(entry)) {
            throw new LedgerUnavailableException("entry " + entry.seq()
                    + " was altered after it was recorded, and is not shown as the answer that was given. Maybe a backup"
                    + " still has it; 'ledger verify' says what else does not hold.");
        }
        return entry;
    }

    /** An entry with what it says; after an erasure nobody knows that any more. */
    public static final class Recorded {
        private final Entry entry;
        private final @Nullable RecommendationBody body;

        private Recorded(Entry entry, @Nullable RecommendationBody body) {
            this.entry = entry;
            this.body = body;
        }

        public Entry entry() {
            return entry;
        }

        /** The question as it came in. */
        public Optional<String> asked() {
            return Optional.ofNullable(body).map(RecommendationBody::asked);
        }

        /** Who asked, as far as they said. */
        public Optional<String> requester() {
            return Optional.ofNullable(body).map(RecommendationBody::requester);
        }

        public Optional<Recommendation> answer() {
            return Optional.ofNullable(body).map(RecommendationBody::recommendation);
        }
    }

    /** The newest recommendations, newest first. */
    public List<Recommendation> newest(int limit) {
        return ledger.newest(EntryKind.RECOMMENDATION, limit).stream()
                .filter(entry -> !entry.erased())
                .map(entry -> RecommendationBody.of(entry).recommendation())
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
        return ledger.proof().verify();
    }

    private Recommendation advise(
            Function<QuestionReader, Question> read, String asked, String cameFrom, @Nullable String requester) {
        return active.ask(advisor -> advise(advisor, read, asked, cameFrom, requester));
    }

    private Recommendation advise(
            Advisor advisor,
            Function<QuestionReader, Question> read,
            String asked,
            String cameFrom,
            @Nullable String requester) {
        Instant now = now();
        Question question = read.apply(reader(advisor, now, hub));
        Recommendation recommendation = advisor.advise(question, ids.get(), now);
        ledger.append(written(advisor, asked, cameFrom, requester, recommendation));
        answered.forEach(listener -> listener.accept(recommendation, cameFrom));
        return recommendation;
    }

    private PreparedEntry written(
            Advisor advisor, String asked, String cameFrom, @Nullable String requester, Recommendation recommendation) {
        PreparedEntry written = PreparedEntry.of(
                recommendation.createdAt(),
                advisor.loaded().release(),
                cameFrom,
                new RecommendationBody(asked, engine, requester, recommendation));
        int length = written.body().length();
        if (length - asked.length() > MOST_OF_AN_ANSWER) {
            throw tooLong(advisor, recommendation, length);
        }
        return written;
    }

    /** Names the rule that said most of it. */
    private static RulesFailedException tooLong(Advisor advisor, Recommendation recommendation, int characters) {
        String most = recommendation.rules().stream()
                .collect(Collectors.groupingBy(Recommendation.FiredRule::rule, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
        String message = "the answer would have " + characters + " characters, of at most " + MOST_OF_AN_ANSWER
                + ", and this rule fired most of all.";
        String hint = "Maybe it fires more often than it has something to say.";
        return new RulesFailedException(advisor.loaded()
                .rulebook()
                .rule(most)
                .map(rule -> new Fault(rule.file(), rule.line(), 0, rule.id(), message, hint))
                .orElseGet(() -> Fault.at("rules", 0, message, hint)));
    }

    /** This moment, to the millisecond. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static QuestionReader reader(Advisor advisor, Instant now, ModelHub hub) {
        return new QuestionReader(advisor.vocabulary(LocalDate.ofInstant(now, ZoneOffset.UTC)), hub);
    }

    /** The recommendation that an entry keeps, which has not been erased. */
    public static Recommendation recommendation(Entry entry) {
        return RecommendationBody.of(entry).recommendation();
    }
}
