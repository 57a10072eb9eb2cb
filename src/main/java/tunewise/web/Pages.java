package tunewise.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tunewise.advice.Knowhow;
import tunewise.advice.Recommendation;
import tunewise.audit.Desk;
import tunewise.question.FieldFault;
import tunewise.question.Question;
import tunewise.question.QuestionFaultsException;
import tunewise.question.QuestionReader;
import tunewise.rulebook.RuleInfo;

/** The way in for people. */
final class Pages {
    private static final int MOST_ANSWERS = 50;

    private final Desk desk;
    private final Templates templates;
    private final UnaryOperator<String> fixtures;

    /** fixtures has what tests a rule of the active release, as written; empty for nothing. */
    Pages(Desk desk, Templates templates, UnaryOperator<String> fixtures) {
        this.desk = desk;
        this.templates = templates;
        this.fixtures = fixtures;
    }

    void register(RoutesConfig routes) {
        routes.get("/", ctx -> form(ctx, ctx.queryParamMap(), List.of()));
        routes.post("/", this::ask);
        routes.get("/recommendations", this::answers);
        routes.get("/recommendations/{id}", this::answer);
        routes.get(
                "/rules",
                ctx -> templates.render(
                        ctx, "rules", "Rules", Nav.RULES, RulesView.of(knowhow(), desk.ruleUse(), desk.today())));
        routes.get("/rules/{id}", this::rule);
    }

    private void ask(Context ctx) {
        Map<String, List<String>> fields = Bodies.form(ctx);
        try {
            Recommendation answer = desk.adviseForm(QuestionForm.forReader(fields), "page");
            ctx.redirect("/recommendations/" + answer.id(), HttpStatus.SEE_OTHER);
        } catch (QuestionFaultsException e) {
            ctx.status(e.malformed() ? HttpStatus.BAD_REQUEST : HttpStatus.UNPROCESSABLE_CONTENT);
            form(ctx, fields, e.faults());
        }
    }

    private void form(Context ctx, Map<String, List<String>> fields, List<FieldFault> faults) {
        String title = faults.isEmpty() ? "Ask" : "Please mend the question";
        templates.render(ctx, "ask", title, Nav.ASK, new AskView(knowhow().catalog(), fields, defaults(), faults));
    }

    private void answers(Context ctx) {
        templates.render(ctx, "answers", "Past answers", Nav.ANSWERS, AnswersView.of(desk.newest(MOST_ANSWERS)));
    }

    private void answer(Context ctx) {
        Recommendation answer = desk.find(ctx.pathParam("id")).orElseThrow(NotFoundResponse::new);
        AnswerView view = new AnswerView(answer, knowhow());
        templates.render(ctx, "answer", view.title(), Nav.ANSWERS, view);
    }

    private void rule(Context ctx) {
        Knowhow knowhow = knowhow();
        RuleInfo rule = knowhow.rulebook().rule(ctx.pathParam("id")).orElseThrow(NotFoundResponse::new);
        String used = RulesView.used(rule.id(), desk.ruleUse());
        templates.render(
                ctx, "rule", rule.id(), Nav.RULES, RuleView.of(rule, knowhow, used, fixtures.apply(rule.id())));
    }

    /** What the reader fills in where nothing is said; its model, tokens and day mean nothing. */
    private Question defaults() {
        return new QuestionReader(desk.advisor().vocabulary(LocalDate.EPOCH))
                .read("{\"model\": {\"parametersB\": 1}, \"tokens\": 1}");
    }

    private Knowhow knowhow() {
        return desk.advisor().knowhow();
    }
}
