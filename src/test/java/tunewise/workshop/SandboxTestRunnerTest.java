package tunewise.workshop;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Fault;
import tunewise.cli.terminal.Version;
import tunewise.fixtures.CompiledRules;
import tunewise.fixtures.ShippedRules;
import tunewise.question.Question;
import tunewise.rulebook.KeptBuilds;
import tunewise.service.ProgressListener;
import tunewise.workshop.Mutation.Unnoticed;

/** What comes back from a process of its own is what this one would have found. */
class SandboxTestRunnerTest {
    private static final String AT_THE_BOUNDARY =
            """
              - why: exactly 67B are large; ELI-020 speaks of that
                facts:
                  - Question: { knowledge: guide }
                  - MethodFound: { method: lora }
                  - TargetModel: { parametersB: 67.0 }
            """;

    private static final Pattern SOME_TESTS =
            Pattern.compile("fixtures/(markets|rules/(fact-defaults|ELI|SIZ)|scenarios/00[01])");

    @TempDir
    static Path folder;

    private static KeptBuilds builds;
    private static Workspace piece;

    @BeforeAll
    static void build() {
        builds = new KeptBuilds(folder, Version.current());
        piece = withSomeOfItsTests(ShippedRules.WORKSPACE);
        CompiledRules.layInto(folder);
    }

    /** Rules without a fixture are a fault, which has to come back too. */
    private static Workspace withSomeOfItsTests(Workspace whole) {
        TreeMap<String, String> files = new TreeMap<>(whole.files());
        files.keySet()
                .removeIf(path -> path.startsWith("fixtures/")
                        && !SOME_TESTS.matcher(path).lookingAt());
        return Workspace.of(files);
    }

    @AfterEach
    void noProcessIsLeft() {
        Processes.noneIsLeft();
    }

    @Test
    void testsAreTheSameThereAsHere() {
        AtomicInteger all = new AtomicInteger();
        TestReport there = new SandboxTestRunner(builds)
                .test(piece, ShippedRules.loaded(), (done, of) -> all.accumulateAndGet(of, Math::max));
        assertEquals(RuleTestRunner.HERE.test(piece, ShippedRules.loaded(), ProgressListener.NONE), there);
        assertEquals(there.cases().size() + there.scenarios().size(), all.get());
    }

    @Test
    void mistakesAreTheSameThereAsHere() {
        Workspace careless = Folder.with(piece, "fixtures/rules/ELI-010.yaml", AT_THE_BOUNDARY, "");
        Set<String> rules = Set.of("ELI-010", "SIZ-010");
        Mutation.Outcome there =
                new SandboxTestRunner(builds).mutate(careless, ShippedRules.loaded(), rules, ProgressListener.NONE);
        assertEquals(RuleTestRunner.HERE.mutate(careless, ShippedRules.loaded(), rules, ProgressListener.NONE), there);
        assertTrue(there.mistakes() > there.unnoticed().size());
        assertEquals(
                Set.of("ELI-010"),
                there.unnoticed().stream().map(Unnoticed::rule).collect(toSet()));
    }

    @Test
    void impactIsTheSameThereAsHere() {
        Workspace few = new Workspace(FewOffers.in(piece.rules()), piece.fixtures());
        LoadedRelease active = LoadedRelease.of(few.rules(), null, builds);
        Workspace moved =
                Folder.with(few, "rules/catalog/thresholds.csv", "lora-7b,lora,7b,16,24,", "lora-7b,lora,7b,18,24,");
        LoadedRelease draft = LoadedRelease.of(moved.rules(), null, builds);
        Map<String, Question> recorded = new TreeMap<>();
        for (Scenario scenario : ShippedRules.FIXTURES.scenarios().subList(0, 20)) {
            recorded.put("answer to " + scenario.name(), scenario.question(ShippedRules.ADVISOR));
        }
        ImpactReport there =
                new SandboxTestRunner(builds).impact(active, moved, draft, recorded, ProgressListener.NONE);
        assertEquals(RuleTestRunner.HERE.impact(active, moved, draft, recorded, ProgressListener.NONE), there);
        assertTrue(there.different() > 0);
        draft.rulebook().close();
        active.rulebook().close();
    }

    @Test
    void whatTakesTooLongFailsTheTestAndRefusesTheRest() {
        Sandbox hasty = new Sandbox(Duration.ofMillis(300), 384);
        SandboxTestRunner runner = new SandboxTestRunner(builds, hasty, hasty);
        assertEquals(
                List.of("the work on this draft took longer than 0 s."),
                runner.test(piece, ShippedRules.loaded(), ProgressListener.NONE).faults().stream()
                        .map(Fault::message)
                        .toList());
        assertThrows(
                RefusedException.class,
                () -> runner.mutate(piece, ShippedRules.loaded(), Set.of(), ProgressListener.NONE));
    }

    @Test
    void whoeverWatchesCanStopIt() {
        assertThrows(CancellationException.class, () -> new SandboxTestRunner(builds)
                .test(piece, ShippedRules.loaded(), (done, all) -> {
                    throw new CancellationException();
                }));
    }
}
