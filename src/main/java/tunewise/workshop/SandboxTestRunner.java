package tunewise.workshop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tunewise.advice.AnswerJson;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.RuleFiles;
import tunewise.question.Question;
import tunewise.rulebook.KeptBuilds;
import tunewise.service.ProgressListener;
import tunewise.workshop.RuleTestTask.Order;
import tunewise.workshop.RuleTestTask.Work;

/** Runs rules in a process of its own, so that rules nobody has tried yet can neither stop nor fill the one that answers. */
public final class SandboxTestRunner implements RuleTestRunner {
    private final KeptBuilds builds;
    private final Sandbox forTests;
    private final Sandbox forMore;

    /** builds has what the rules were compiled to; what it does not have is compiled there. */
    public SandboxTestRunner(KeptBuilds builds) {
        this(builds, new Sandbox(Duration.ofMinutes(3), 384), new Sandbox(Duration.ofMinutes(20), 512));
    }

    public SandboxTestRunner(KeptBuilds builds, Sandbox forTests, Sandbox forMore) {
        this.builds = builds;
        this.forTests = forTests;
        this.forMore = forMore;
    }

    @Override
    public TestReport test(Workspace piece, LoadedRelease loaded, ProgressListener steps) {
        Sandbox.Outcome outcome = run(forTests, order(Work.TEST, piece, Set.of()), steps);
        return outcome.fault()
                .map(fault -> new TestReport(List.of(), List.of(), List.of(), List.of(fault)))
                .orElseGet(() -> result(outcome, TestReport.class));
    }

    @Override
    public Mutation.Outcome mutate(Workspace piece, LoadedRelease loaded, Set<String> rules, ProgressListener steps) {
        return whole(order(Work.MUTATE, piece, rules), steps, Mutation.Outcome.class);
    }

    @Override
    public ImpactReport impact(
            LoadedRelease active,
            Workspace piece,
            LoadedRelease draft,
            Map<String, Question> recorded,
            ProgressListener steps) {
        Order order = new Order(
                Work.IMPACT,
                builds.version(),
                piece.files(),
                Set.of(),
                active.files().files(),
                recorded);
        return whole(order, steps, ImpactReport.class);
    }

    private Order order(Work work, Workspace piece, Set<String> rules) {
        return new Order(work, builds.version(), piece.files(), rules, new TreeMap<>(), Map.of());
    }

    /**
     * @throws RefusedException when the work reached a limit
     */
    private <T> T whole(Order order, ProgressListener steps, Class<T> type) {
        Sandbox.Outcome outcome = run(forMore, order, steps);
        outcome.fault().ifPresent(fault -> {
            throw new RefusedException(fault.message() + " " + fault.hint());
        });
        return result(outcome, type);
    }

    private Sandbox.Outcome run(Sandbox sandbox, Order order, ProgressListener steps) {
        return sandbox.run(RuleTestTask.class, order, steps, folder -> {
            Path built = folder.resolve(RuleTestTask.BUILT);
            builds.copy(Workspace.of(order.files()).rules(), built);
            builds.copy(new RuleFiles(order.active()), built);
        });
    }

    private static <T> T result(Sandbox.Outcome outcome, Class<T> type) {
        return AnswerJson.MAPPER.treeToValue(outcome.results().get(0), type);
    }
}
