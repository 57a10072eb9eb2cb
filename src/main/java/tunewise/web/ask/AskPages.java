package tunewise.web.ask;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.GoneResponse;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tunewise.advice.AnswerJson;
import tunewise.advice.EstimateAnswer;
import tunewise.advice.LoadedRelease;
import tunewise.advice.Recommendation;
import tunewise.question.FieldFault;
import tunewise.question.Question;
import tunewise.question.QuestionFaultsException;
import tunewise.question.QuestionReader;
import tunewise.rulebook.language.RuleInfo;
import tunewise.service.AdviceService;
import tunewise.web.answer.CompareView;
import tunewise.web.answer.WhatIfView;
import tunewise.web.page.Bodies;
import tunewise.web.page.ComponentsView;
import tunewise.web.page.FormFields;
import tunewise.web.page.Glossary;
import tunewise.web.page.Nav;
import tunewise.web.page.QuestionForm;
import tunewise.web.page.Templates;
import tunewise.web.rules.PricesView;
import tunewise.web.rules.RehearsalsView;
import tunewise.web.rules.RuleView;
import tunewise.web.rules.RulesView;
import tunewise.workshop.prices.LastPriceUpdate.Round;

/** The way in for people. */
public final class AskPages {
    private final AdviceService service;
    private final Templates templates;
    private final UnaryOperator<String> fixtures;
    private final Supplier<Optional<Round>> prices;
    private final Map<Integer, FitMatrix> matrices = new ConcurrentHashMap<>();

    /**
     * Pages over a service.
     *
     * @param fixtures has what tests a rule of the active release, as written; empty for nothing
     * @param prices tells what became of the price lists the last time
     */
    public AskPages(
            AdviceService service,
            Templates templates,
            UnaryOperator<String> fixtures,
            Supplier<Optional<Round>> prices) {
        this.service = service;
        this.templates = templates;
        this.fixtures = fixtures;
        this.prices = prices;
    }

    public void register(RoutesConfig routes) {
        routes.get("/", ctx -> form(ctx, ctx.queryParamMap(), List.of()));
        routes.post("/", this::ask);
        routes.post("/faults", this::faults);
        routes.get("/what-if", this::whatIf);
        routes.get("/compare", this::compareModels);
        routes.get("/estimates", this::estimate);
        routes.get("/fits", this::fits);
        routes.get(
                "/rules",
                ctx -> templates.render(
                        ctx,
                        "rules/rules",
                        "Rules",
                        Nav.RULES,
                        RulesView.of(loaded(), service.ruleUse(), ctx.queryParamMap())));
        routes.get("/rules/{id}", this::rule);
        routes.get(
                "/prices",
                ctx -> templates.stream(
                        ctx,
                        "rules/prices",
                        "Prices",
                        Nav.PRICES,
                        PricesView.of(loaded().catalog(), service.today(), ctx.queryParamMap(), prices.get())));
        routes.get(
                "/rehearsals",
                ctx -> templates.render(
                        ctx,
                        "rules/rehearsals",
                        "What we tried",
                        null,
                        RehearsalsView.of(loaded().catalog(), ctx.queryParamMap())));
        routes.get("/glossary", ctx -> templates.render(ctx, "page/glossary", "Glossary", null, Glossary.all()));
        routes.get(
                "/components",
                ctx -> templates.render(ctx, "page/components", "Components", null, ComponentsView.of()));
    }

    private void ask(Context ctx) {
        Map<String, List<String>> fields = Bodies.form(ctx);
        try {
            refuseOwnWithoutGpus(fields);
            Recommendation answer = service.adviseForm(QuestionForm.forReader(fields), "page", Bodies.from(ctx));
            ctx.redirect("/recommendations/" + answer.id(), HttpStatus.SEE_OTHER);
        } catch (QuestionFaultsException e) {
            ctx.status(e.malformed() ? HttpStatus.BAD_REQUEST : HttpStatus.UNPROCESSABLE_CONTENT);
            form(ctx, fields, e.faults());
        }
    }

    private static void refuseOwnWithoutGpus(Map<String, List<String>> fields) {
        boolean own = fields.getOrDefault(QuestionForm.MACHINES_BY, List.of()).contains("own");
        if (own && fields.getOrDefault("ownGpus", List.of()).stream().allMatch(String::isBlank)) {
            throw new QuestionFaultsException(
                    List.of(new FieldFault("ownGpus", "is missing. Maybe '2x RTX 3090', or choose to rent.")), false);
        }
    }

    /** What is wrong so far, by field. */
    private void faults(Context ctx) {
        Map<String, List<String>> fields = QuestionForm.forReader(Bodies.form(ctx));
        FormFields form = new FormFields(fields, Map.of(), service.faults(fields));
        Map<String, String> messages = new LinkedHashMap<>();
        for (FieldFault fault : form.faults()) {
            String message = form.fault(fault.field());
            if (message != null) {
                messages.put(fault.field(), message);
            }
        }
        ctx.contentType("application/json").result(AnswerJson.MAPPER.writeValueAsBytes(Map.of("faults", messages)));
    }

    private void form(Context ctx, Map<String, List<String>> fields, List<FieldFault> faults) {
        String title = faults.isEmpty() ? "Ask" : "Please fix the question";
        Map<String, List<String>> filled = new LinkedHashMap<>(fields);
        List<String> all = filled.remove(QuestionForm.SAID);
        String said = all == null ? "" : all.get(0);
        SentenceView sentence = null;
        // What was refused stands as it was sent: a field that was emptied is not filled in again.
        if (faults.isEmpty() && !said.isBlank()) {
            SentenceReader.Read read = SentenceReader.read(said, loaded(), service.today());
            read.fields().forEach(filled::putIfAbsent);
            sentence = SentenceView.of(said, read, loaded());
        }
        templates.render(
                ctx, "ask/ask", title, Nav.ASK, new AskView(loaded(), filled, defaults(), faults, said, sentence));
    }

    private void whatIf(Context ctx) {
        Map<String, List<String>> fields = new LinkedHashMap<>(ctx.queryParamMap());
        Recommendation answer = service.find(
                        Optional.ofNullable(ctx.queryParam("from")).orElse(""))
                .orElseThrow(NotFoundResponse::new);
        String taken = ctx.queryParam(WhatIfView.TAKEN);
        Map<String, List<String>> asked = new LinkedHashMap<>(fields);
        asked.keySet().removeAll(List.of("from", WhatIfView.TAKEN));
        if (asked.isEmpty()) {
            asked.putAll(QuestionForm.of(answer.question()));
            fields.putAll(asked);
        }
        WhatIfView view;
        try {
            view = taken == null
                    ? WhatIfView.considered(answer, loaded(), fields, service.consider(asked))
                    : taken(answer, fields, asked, taken);
        } catch (QuestionFaultsException e) {
            ctx.status(e.malformed() ? HttpStatus.BAD_REQUEST : HttpStatus.UNPROCESSABLE_CONTENT);
            view = WhatIfView.faulty(answer, loaded(), fields, e.faults());
        }
        String template = ctx.header("HX-Request") == null ? "answer/whatIfPage" : "answer/whatIfResult";
        templates.render(ctx, template, "What if?", Nav.ANSWERS, view);
    }

    private WhatIfView taken(
            Recommendation answer, Map<String, List<String>> fields, Map<String, List<String>> asked, String taken) {
        Recommendation other = service.considerInstead(asked, taken)
                .orElseThrow(() -> new GoneResponse("By today's rules and prices this set-up does not meet the limits."
                        + " Maybe the answer was given by others."));
        Map<String, List<String>> taking = WhatIfView.leadingTo(other).stream()
                .filter(question -> Optional.ofNullable(
                                service.consider(question).setup())
                        .filter(setup -> setup.key().equals(taken))
                        .isPresent())
                .findFirst()
                .orElse(Map.of());
        return WhatIfView.taken(answer, loaded(), fields, other, taking);
    }

    /** One question for several models; nothing is recorded. */
    private void compareModels(Context ctx) {
        Map<String, List<String>> asked = new LinkedHashMap<>(ctx.queryParamMap());
        List<String> others = Optional.ofNullable(asked.remove("other")).orElse(List.of()).stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        if (others.isEmpty() || others.size() >= CompareView.MOST) {
            throw new BadRequestResponse("Compare one to three other models with the first; here are " + others.size()
                    + ". Maybe go back and name one more or fewer.");
        }
        List<Map<String, List<String>>> questions = new ArrayList<>(List.of(asked));
        for (String other : others) {
            Map<String, List<String>> question = new LinkedHashMap<>(asked);
            question.keySet().removeIf(field -> field.startsWith("model"));
            question.put("model", List.of(other));
            questions.add(question);
        }
        List<Recommendation> answers = new ArrayList<>();
        List<FieldFault> faults = new ArrayList<>();
        for (Map<String, List<String>> question : questions) {
            try {
                answers.add(service.consider(question));
            } catch (QuestionFaultsException e) {
                faults.addAll(e.faults());
            }
        }
        if (!faults.isEmpty()) {
            throw new QuestionFaultsException(faults.stream().distinct().toList(), false);
        }
        CompareView view = new CompareView(answers, loaded());
        templates.render(ctx, "answer/compare", view.title(), Nav.ASK, view);
    }

    /** Asking leaves no record, so that the address is the question. */
    private void estimate(Context ctx) {
        Map<String, List<String>> fields = ctx.queryParamMap();
        EstimateAnswer answer = null;
        List<FieldFault> faults = List.of();
        try {
            answer = fields.isEmpty() ? null : service.estimates().answerForm(QuestionForm.forReader(fields));
        } catch (QuestionFaultsException e) {
            ctx.status(e.malformed() ? HttpStatus.BAD_REQUEST : HttpStatus.UNPROCESSABLE_CONTENT);
            faults = e.faults();
        }
        String title = faults.isEmpty() ? "Estimate" : "Please fix the configuration";
        Fitting fitting = answer == null ? null : new Fitting(service.estimates(), loaded().catalog(), fields, answer);
        EstimateView view = new EstimateView(loaded(), fields, faults, answer, fitting);
        templates.render(ctx, "ask/estimate", title, Nav.ESTIMATE, view);
    }

    /** Computed once for a release and a length: hundreds of estimates that stay the same. */
    private void fits(Context ctx) {
        int length = FitMatrix.LENGTHS.stream()
                .filter(each -> each.toString().equals(ctx.queryParam("length")))
                .findFirst()
                .orElse(FitMatrix.USUAL_LENGTH);
        FitMatrix matrix = matrices.get(length);
        if (matrix == null || !matrix.release().equals(loaded().release())) {
            matrix = FitMatrix.of(loaded(), service.estimates(), length);
            matrices.put(length, matrix);
        }
        templates.render(ctx, "ask/fits", "What fits on which card", Nav.ESTIMATE, matrix);
    }

    private void rule(Context ctx) {
        LoadedRelease loaded = loaded();
        RuleInfo rule = loaded.rulebook().rule(ctx.pathParam("id")).orElseThrow(NotFoundResponse::new);
        String used = RulesView.used(rule.id(), service.ruleUse());
        templates.render(
                ctx, "rules/rule", rule.id(), Nav.RULES, RuleView.of(rule, loaded, used, fixtures.apply(rule.id())));
    }

    /** What the reader fills in where nothing is said; its model, tokens and day mean nothing. */
    private Question defaults() {
        return new QuestionReader(service.advisor().vocabulary(LocalDate.EPOCH))
                .read("{\"model\": {\"parametersB\": 1}, \"tokens\": 1}");
    }

    private LoadedRelease loaded() {
        return service.advisor().loaded();
    }
}
