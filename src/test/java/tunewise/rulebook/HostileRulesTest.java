package tunewise.rulebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;
import tunewise.rulebook.guard.Layer;
import tunewise.rulebook.guard.RuleCheck;
import tunewise.rulebook.language.Phase;

/**
 * Rule files that try to take over. Those with {@code expected-errors.txt} are refused with these words; those with
 * {@code expected-failure.txt} are sound to look at, and stopped when they run.
 */
class HostileRulesTest {
    private static final Path CASES = Path.of("fixtures/hostile");
    private static final Set<String> SOURCES = Set.of("G03", "G14", "G15", "house");
    private static final Pattern STACK_TRACE =
            Pattern.compile("Exception|Error:|\\tat |LambdaConsequence|LambdaPredicate");
    private static final Bounds BOUNDS = new Bounds(500, 2_000_000, 2_000, 100_000, Duration.ofSeconds(60));

    /** Nothing in their classes acts: the compiler drops what is hostile in them, or it is only much of the same. */
    private static final Set<String> NOTHING_ACTS = Set.of(
            "file-dialect",
            "file-giant",
            "file-import-of-a-class",
            "file-import-static",
            "rule-extends",
            "rule-metadata-with-code",
            "rule-remedy-with-code",
            "rule-name-not-quoted",
            "rule-of-a-thousand-lines",
            "rule-source-with-code",
            "text-control-character",
            "text-line-separator",
            "text-long-line",
            "text-next-line",
            "text-right-to-left",
            "text-steers-the-terminal",
            "then-named",
            "when-null-safe",
            "when-or-explodes");

    private static Effects effects;

    @BeforeAll
    static void lookOut() throws IOException {
        effects = new Effects();
    }

    @AfterAll
    static void stopLooking() throws IOException {
        effects.close();
    }

    @AfterEach
    void nothingHappenedOutside() {
        effects.assertNone();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aHostileRuleIsRefused(Path folder) throws IOException {
        RuleFiles files = effects.aimed(EditedRules.of(folder));
        FaultsException faults =
                assertThrows(FaultsException.class, () -> Rulebook.compile(files, SOURCES), folder::toString);
        String said = String.valueOf(faults.getMessage());
        assertEquals(Files.readString(folder.resolve("expected-errors.txt")).strip(), said, folder.toString());
        assertFalse(STACK_TRACE.matcher(said).find(), said);
    }

    @ParameterizedTest
    @MethodSource("stopped")
    void aHostileRuleThatRunsIsStopped(Path folder) throws IOException {
        RuleFiles files = EditedRules.of(folder);
        try (Rulebook rules = Rulebook.compile(files, SOURCES);
                RuleSession session = rules.consult(BOUNDS)) {
            session.insert(HostileFacts.all());
            RulesFailedException failure =
                    assertThrows(RulesFailedException.class, () -> session.run(Phase.ELIGIBILITY));
            assertEquals(
                    Files.readString(folder.resolve("expected-failure.txt")).strip(), failure.getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void theCheckOfClassesHoldsAlone(Path folder) throws IOException {
        boolean holds = isRefused(effects.aimed(EditedRules.of(folder)), Layer.CLASSES);
        assertEquals(!NOTHING_ACTS.contains(folder.getFileName().toString()), holds, folder.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file-declare-with-code",
                "file-function",
                "file-query-with-code",
                "then-asks-chance",
                "then-builds-a-process",
                "then-compiles-rules",
                "then-connects",
                "then-ends-the-service",
                "then-loads-a-class",
                "then-reads-a-file",
                "then-reflects",
                "then-runs-a-process",
                "then-sets-a-property",
                "then-starts-a-thread",
                "then-uses-a-class-of-the-service",
                "then-writes-a-file",
                "when-calls-java",
                "when-eval",
                "when-from",
                "when-makes-an-object",
                "when-member-of-code",
                "when-sleeps"
            })
    void whatTheCompilerCannotFindIsRefusedAlone(String name) throws IOException {
        assertTrue(isRefused(effects.aimed(EditedRules.of(CASES.resolve(name))), Layer.LOADER), name);
    }

    @Test
    void withoutTheGuardTheseRulesCompile() throws IOException {
        for (String name : List.of("then-builds-a-process", "then-sets-a-property", "when-makes-an-object")) {
            RuleFiles files = EditedRules.of(CASES.resolve(name));
            RuleBuild build = new RuleBuild(Set.of());
            InternalKieModule module =
                    build.compile(files, RuleCheck.read(files, null).rules());
            RuleBuild.forget(module.getReleaseId());
        }
    }

    @Test
    void rulesThatTakeTooLongAreHalted() throws IOException {
        Bounds impatient = new Bounds(Integer.MAX_VALUE, 2_000_000, 2_000, Integer.MAX_VALUE, Duration.ZERO);
        try (Rulebook rules = Rulebook.compile(EditedRules.of(CASES.resolve("run-feeds-itself")), SOURCES);
                RuleSession session = rules.consult(impatient)) {
            session.insert(HostileFacts.all());
            RulesFailedException failure =
                    assertThrows(RulesFailedException.class, () -> session.run(Phase.ELIGIBILITY));
            assertEquals(
                    "the rules of phase eligibility take longer than 0 s.",
                    failure.fault().message());
        }
    }

    @Test
    void whatRulesTryWouldBeSeen() throws Exception {
        for (AutoCloseable attempt : Effects.attempts().values()) {
            attempt.close();
            assertThrows(AssertionError.class, effects::assertNone);
            Effects.undo();
        }
    }

    private static boolean isRefused(RuleFiles files, Layer layer) {
        RuleBuild build = new RuleBuild(Set.of(layer));
        InternalKieModule module = build.attempt(files).module();
        if (module == null) {
            return true;
        }
        try {
            build.check(module, List.of());
            RuleBuild.forget(module.getReleaseId());
            return false;
        } catch (FaultsException e) {
            return true;
        }
    }

    static List<Path> refused() throws IOException {
        return withFile("expected-errors.txt");
    }

    static List<Path> stopped() throws IOException {
        return withFile("expected-failure.txt");
    }

    private static List<Path> withFile(String name) throws IOException {
        return EditedRules.cases(CASES, "").stream()
                .filter(folder -> Files.exists(folder.resolve(name)))
                .toList();
    }
}
