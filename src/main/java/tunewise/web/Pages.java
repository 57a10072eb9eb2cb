package tunewise.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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
    private final Desk desk;
    private final Templates templates;

    Pages(Desk desk, Templates templates) {
        this.desk = desk;
        this.templates = templates;
    }

    void register(RoutesConfig routes) {
        routes.get("/", ctx -> form(ctx, ctx.queryParamMap(), List.of()));
        routes.post("/", this::ask);
        routes.get("/rules", ctx -> templates.render(ctx, "rules", "Rules", Nav.RULES, RulesView.of(knowhow())));
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

    private void rule(Context ctx) {
        RuleInfo rule = knowhow().rulebook().rule(ctx.pathParam("id")).orElseThrow(NotFoundResponse::new);
        templates.render(ctx, "rule", rule.id(), Nav.RULES, RuleView.of(rule, knowhow()));
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
