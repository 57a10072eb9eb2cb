package tunewise.web;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.catalog.Model;
import tunewise.service.AdviceService;
import tunewise.web.answer.AnswerView;
import tunewise.web.page.Templates;

/**
 * Answers a question of its own once the service is up. Java meets all that an answer takes there, so the first person
 * does not wait for it. Nothing is recorded or counted.
 */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final long USUAL_PARAMETERS = 8_000_000_000L;

    private final AdviceService service;
    private final Templates templates;

    WarmUp(AdviceService service, Templates templates) {
        this.service = service;
        this.templates = templates;
    }

    /** Goes on by itself, and never keeps a program from ending. */
    void begin() {
        Thread thread = new Thread(this::run, "warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            rehearse();
        } catch (RuntimeException e) {
            // Rules that fail at this question may still answer those that people ask.
            LOG.info("no answer could be rehearsed: {}", e.getMessage());
        }
    }

    /** One question is enough: from the second on, an answer takes nearly as much as the tenth. */
    void rehearse() {
        service.advisor().loaded().catalog().models().stream()
                .min(Comparator.comparingLong(model -> Math.abs(model.parameters() - USUAL_PARAMETERS)))
                .map(Model::id)
                .ifPresent(this::answer);
    }

    private void answer(String model) {
        Recommendation answer = service.rehearse(Map.of("model", List.of(model), "tokens", List.of("5000000")));
        AnswerJson.MAPPER.writeValueAsBytes(answer);
        AnswerView view = new AnswerView(answer, service.advisor().loaded());
        templates.rehearse("answer/answer", view.title(), view);
    }
}
