package tunewise.workshop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tunewise.advice.Advisor;
import tunewise.question.Question;
import tunewise.question.QuestionFaultsException;
import tunewise.service.ProgressListener;
import tunewise.workshop.ImpactReport.Part;
import tunewise.workshop.ImpactReport.Source;

/** Puts the same questions to the active release and to a draft, and records nothing. */
public final class Impact {
    private final Advisor active;
    private final Advisor draft;
    private final Map<Source, Map<Question, List<String>>> questions = new LinkedHashMap<>();

    public Impact(Advisor active, Advisor draft) {
        this.active = active;
        this.draft = draft;
    }

    /** Adds the questions of scenarios. */
    public Impact scenarios(List<Scenario> scenarios) {
        for (Scenario scenario : scenarios) {
            try {
                add(Source.SCENARIOS, scenario.name(), scenario.question(active));
            } catch (QuestionFaultsException e) {
                // The active release does not know what the scenario names, so there is no answer to compare.
            }
        }
        return this;
    }

    /** Adds recorded questions by the ids of their answers. */
    public Impact recorded(Map<String, Question> recorded) {
        recorded.forEach((id, question) -> add(Source.RECORDED, id, question));
        return this;
    }

    /** Adds questions around the thresholds of both releases. */
    public Impact grid() {
        new Grid(active, draft).questions().forEach((name, question) -> add(Source.GRID, name, question));
        return this;
    }

    private void add(Source source, String name, Question question) {
        questions
                .computeIfAbsent(source, key -> new LinkedHashMap<>())
                .computeIfAbsent(question, key -> new ArrayList<>())
                .add(name);
    }

    /** Asks all of them. Questions asked more than once are answered once. */
    public ImpactReport run(ProgressListener steps) {
        int all = questions.values().stream().mapToInt(Map::size).sum();
        AtomicInteger done = new AtomicInteger();
        List<Part> parts = new ArrayList<>();
        questions.forEach((source, asked) -> parts.add(Part.of(
                source,
                asked.entrySet().parallelStream()
                        .map(entry -> {
                            Comparison comparison = Comparison.of(active, draft, entry.getKey(), entry.getValue());
                            steps.at(done.incrementAndGet(), all);
                            return comparison;
                        })
                        .toList())));
        return new ImpactReport(active.loaded().release(), draft.loaded().release(), parts);
    }
}
