package tunewise.workshop;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.RuleFiles;
import tunewise.question.Question;
import tunewise.rulebook.KeptBuilds;
import tunewise.service.ProgressListener;

/** Work on rules, done in a process of its own; what was compiled before lies in a folder. */
public final class RuleTestTask implements SandboxTask {
    static final String BUILT = "built";

    /** Which of the works of a {@link RuleTestRunner}. */
    enum Work {
        TEST,
        MUTATE,
        IMPACT
    }

    /**
     * What there is to do, as it is handed over.
     *
     * @param version of the product, by which compiled rules are found
     * @param files of the workspace by path
     * @param rules to make mistakes in
     * @param active files of the release that answers; empty where nothing is compared
     * @param recorded questions of the ledger
     */
    record Order(
            Work work,
            String version,
            SortedMap<String, String> files,
            Set<String> rules,
            SortedMap<String, String> active,
            Map<String, Question> recorded) {}

    @Override
    public void run(JsonNode input, Consumer<Object> results, ProgressListener steps) {
        Order order = AnswerJson.MAPPER.treeToValue(input, Order.class);
        KeptBuilds built = new KeptBuilds(Path.of(BUILT), order.version);
        Workspace piece = Workspace.of(order.files);
        LoadedRelease loaded = LoadedRelease.of(piece.rules(), null, built);
        results.accept(
                switch (order.work) {
                    case TEST -> RuleTestRunner.HERE.test(piece, loaded, steps);
                    case MUTATE -> RuleTestRunner.HERE.mutate(piece, loaded, order.rules, steps);
                    case IMPACT ->
                        RuleTestRunner.HERE.impact(
                                LoadedRelease.of(new RuleFiles(order.active), null, built),
                                piece,
                                loaded,
                                order.recorded,
                                steps);
                });
    }
}
