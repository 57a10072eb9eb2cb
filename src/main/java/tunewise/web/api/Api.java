package tunewise.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tunewise.advice.AnswerJson;
import tunewise.advice.LoadedRelease;
import tunewise.advice.Recommendation;
import tunewise.catalog.Model;
import tunewise.catalog.Source;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.ledger.verify.Verification;
import tunewise.question.FieldFault;
import tunewise.question.QuestionFaultsException;
import tunewise.rulebook.language.Phase;
import tunewise.rulebook.language.RuleInfo;
import tunewise.service.AdviceService;
import tunewise.web.page.Bodies;
import tunewise.web.page.DecisionLogSchema;
import tunewise.workshop.Verifications;

/** The way in for programs. */
public final class Api {
    private static final int MOST_MODELS = 1000;

    private final AdviceService service;
    private final Verifications verifications;
    private final BooleanSupplier watchersLive;
    private final byte[] openApi;

    public Api(AdviceService service, byte[] openApi, Verifications verifications, BooleanSupplier watchersLive) {
        this.verifications = verifications;
        this.watchersLive = watchersLive;
        this.service = service;
        this.openApi = openApi;
    }

    public void register(RoutesConfig routes) {
        routes.post("/api/recommendations", this::recommend);
        routes.get("/api/recommendations/{id}", this::recommendation);
        routes.post("/api/estimates", this::estimate);
        routes.get("/api/models", this::models);
        routes.get("/api/models/<id>", this::model);
        routes.get(
                "/api/gpus", ctx -> json(ctx, Map.of("gpus", loaded().catalog().gpus())));
        routes.get(
                "/api/offers",
                ctx -> json(ctx, Map.of("offers", loaded().catalog().offers())));
        routes.get("/api/rules", this::rules);
        routes.get("/api/rules/{id}", this::rule);
        routes.get("/api/ledger/verify", this::verify);
        routes.get("/healthz", this::alive);
        routes.get("/readyz", this::ready);
        routes.get("/openapi.json", ctx -> ctx.contentType("application/json").result(openApi));
        routes.get(DecisionLogSchema.PATH, ctx -> ctx.contentType("application/schema+json")
                .result(DecisionLogSchema.of(openApi)));
    }

    private void recommend(Context ctx) {
        Recommendation answer = service.advise(Bodies.json(ctx), "api", Bodies.from(ctx));
        ctx.status(201).header("Location", "/api/recommendations/" + answer.id());
        json(ctx, answer);
    }

    private void recommendation(Context ctx) {
        json(ctx, service.find(ctx.pathParam("id")).orElseThrow(NotFoundResponse::new));
    }

    private void estimate(Context ctx) {
        json(ctx, service.estimates().answer(Bodies.json(ctx)));
    }

    private void models(Context ctx) {
        String typed = Optional.ofNullable(ctx.queryParam("q")).orElse("");
        int limit = limit(ctx.queryParam("limit"));
        List<Model> found = typed.isBlank()
                ? loaded().catalog().models().stream().limit(limit).toList()
                : loaded().names().search(typed, limit);
        json(ctx, Map.of("models", found.stream().map(ModelLine::of).toList()));
    }

    private void model(Context ctx) {
        String id = ctx.pathParam("id");
        json(
                ctx,
                loaded().catalog().models().stream()
                        .filter(model -> model.id().equalsIgnoreCase(id))
                        .findFirst()
                        .orElseThrow(NotFoundResponse::new));
    }

    private void rules(Context ctx) {
        json(
                ctx,
                new RuleList(
                        loaded().release(),
                        loaded().rulebook().rules().stream().map(RuleLine::of).toList()));
    }

    /** The rules in force; a record and no map, so that its fields come in one order at every start. */
    private record RuleList(String release, List<RuleLine> rules) {}

    private void rule(Context ctx) {
        RuleInfo rule = loaded().rulebook().rule(ctx.pathParam("id")).orElseThrow(NotFoundResponse::new);
        json(ctx, RuleText.of(rule, loaded().catalog().sources()));
    }

    private void verify(Context ctx) {
        json(ctx, LedgerState.of(verifications.verify("")));
    }

    /** Whether the threads that everybody waits for live; a supervisor starts the service again where they do not. */
    private void alive(Context ctx) {
        if (!service.ledger().alive()) {
            throw new LedgerUnavailableException("nothing writes to it any more. Maybe start the service again.");
        }
        if (!watchersLive.getAsBoolean()) {
            throw new ServiceUnavailableResponse("A thread that watches rules, releases or the folder has ended. Maybe"
                    + " start the service again.");
        }
        json(ctx, Map.of("status", "up"));
    }

    private void ready(Context ctx) {
        service.ledger().probe();
        json(ctx, new Readiness("ready", loaded().release()));
    }

    private record Readiness(String status, String release) {}

    private LoadedRelease loaded() {
        return service.advisor().loaded();
    }

    private static int limit(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return MOST_MODELS;
        }
        try {
            int limit = Integer.parseInt(given.strip());
            if (limit >= 1 && limit <= MOST_MODELS) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Reported below, like a number out of range.
        }
        throw new QuestionFaultsException(
                List.of(new FieldFault(
                        "limit",
                        "'" + given + "' is not a whole number from 1 to " + MOST_MODELS + ". Maybe leave it out.")),
                false);
    }

    private static void json(Context ctx, Object value) {
        ctx.contentType("application/json").result(AnswerJson.MAPPER.writeValueAsBytes(value));
    }

    /** A model in a list; {@code /api/models/<id>} has its shape too. */
    record ModelLine(
            String id,
            String name,
            long parameters,
            long activeParameters,
            int contextLength,
            String licence,
            String gated) {
        static ModelLine of(Model model) {
            return new ModelLine(
                    model.id(),
                    model.name(),
                    model.parameters(),
                    model.activeParameters(),
                    model.contextLength(),
                    model.licence(),
                    model.gated());
        }
    }

    /** A rule in a list. */
    record RuleLine(String id, String sentence, Phase phase, String file, int line, List<String> sources) {
        static RuleLine of(RuleInfo rule) {
            return new RuleLine(rule.id(), rule.sentence(), rule.phase(), rule.file(), rule.line(), rule.sources());
        }
    }

    /** A rule with all that is known of it; sources say what they say. */
    record RuleText(
            String id,
            String sentence,
            Phase phase,
            String file,
            int line,
            String reason,
            String remedy,
            String text,
            List<Source> sources) {
        static RuleText of(RuleInfo rule, Map<String, Source> sources) {
            return new RuleText(
                    rule.id(),
                    rule.sentence(),
                    rule.phase(),
                    rule.file(),
                    rule.line(),
                    rule.reason(),
                    rule.remedy(),
                    rule.text(),
                    rule.sources().stream()
                            .flatMap(id -> Optional.ofNullable(sources.get(id)).stream())
                            .toList());
        }
    }

    /** What came of checking the chain. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LedgerState(
            boolean ok,
            long entries,
            long erased,
            int checkpoints,
            String headHash,
            Verification.@Nullable Break fault,
            List<Chain> chains,
            List<String> restorations) {
        /** One of the chains, and how far it holds. */
        public record Chain(String id, long entries, String headHash) {}

        static LedgerState of(Verification verification) {
            return new LedgerState(
                    verification.ok(),
                    verification.count(),
                    verification.erased(),
                    verification.checkpoints(),
                    verification.headHash(),
                    verification.fault().orElse(null),
                    verification.chains().stream()
                            .map(chain -> new Chain(chain.id(), chain.count(), chain.headHash()))
                            .toList(),
                    verification.restorations());
        }
    }
}
