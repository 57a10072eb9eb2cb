package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Fault;
import tunewise.catalog.RuleFiles;
import tunewise.fixtures.ShippedRules;
import tunewise.rulebook.KeptBuilds;
import tunewise.rulebook.Rulebook;
import tunewise.service.ProgressListener;

class SandboxTest {
    private static final Sandbox PATIENT = new Sandbox(Duration.ofMinutes(5), 384);

    @AfterEach
    void noProcessIsLeft() {
        Processes.noneIsLeft();
    }

    @Test
    void theRulesOfThisProjectPassAndNeedNotBeCompiledAgain(@TempDir Path folder) {
        KeptBuilds builds = new KeptBuilds(folder, "1");

        assertEquals(List.of(), PATIENT.check(ShippedRules.FILES, builds));

        assertTrue(builds.has(ShippedRules.FILES));
        Rulebook rules = LoadedRelease.of(ShippedRules.FILES, null, builds).rulebook();
        assertEquals(ShippedRules.loaded().rulebook().rules(), rules.rules());
        rules.close();
    }

    @Test
    void faultsOfADraftComeBackWhole(@TempDir Path folder) {
        KeptBuilds builds = new KeptBuilds(folder, "1");
        TreeMap<String, String> files = new TreeMap<>(ShippedRules.FILES.files());
        files.put("rules/eligibility/evil.drl", "package rules.eligibility\nfunction void evil() { }\n");
        assertEquals(
                List.of(new Fault(
                        "rules/eligibility/evil.drl",
                        2,
                        0,
                        "",
                        "a function is not allowed in a rule file.",
                        "Maybe the catalogs or a named method of a fact already say it.")),
                PATIENT.check(new RuleFiles(files), builds));
        assertFalse(builds.has(new RuleFiles(files)));
    }

    @Test
    void resultsComeInTheirOrderWhateverElseIsPrinted() {
        Sandbox.Outcome outcome = PATIENT.run(Counts.class, Map.of("to", 3), ProgressListener.NONE);
        assertEquals("[1, 2, 3]", outcome.results().toString());
        assertTrue(outcome.fault().isEmpty());
    }

    @Test
    void whatTakesTooLongIsKilled() {
        Sandbox.Outcome outcome =
                new Sandbox(Duration.ofSeconds(2), 64).run(Sleeps.class, Map.of(), ProgressListener.NONE);
        assertEquals("the work on this draft took longer than 2 s.", said(outcome));
    }

    @Test
    void whatNeedsTooMuchMemoryEndsAlone() {
        Sandbox.Outcome outcome =
                new Sandbox(Duration.ofMinutes(5), 32).run(Hoards.class, Map.of(), ProgressListener.NONE);
        assertEquals("the work on this draft needed more than 32 MB.", said(outcome));
    }

    @Test
    void whatBreaksOffIsNotTakenForAll() {
        assertEquals(
                "the work on this draft broke off.",
                said(PATIENT.run(BreaksOff.class, Map.of(), ProgressListener.NONE)));
    }

    @Test
    void nothingOfTheEnvironmentIsHandedOn() {
        assertEquals(
                "[\"CLASSPATH\"]",
                PATIENT.run(Looks.class, Map.of(), ProgressListener.NONE)
                        .results()
                        .toString());
    }

    private static String said(Sandbox.Outcome outcome) {
        assertEquals(List.of(), outcome.results());
        return outcome.fault().orElseThrow().message();
    }

    /** Counts, and prints as it goes. */
    public static final class Counts implements SandboxTask {
        @Override
        public void run(JsonNode input, Consumer<Object> results, ProgressListener steps) {
            for (int i = 1; i <= input.get("to").asInt(); i++) {
                System.out.println("noise");
                results.accept(i);
            }
        }
    }

    /** Never ends by itself. */
    public static final class Sleeps implements SandboxTask {
        @Override
        public void run(JsonNode input, Consumer<Object> results, ProgressListener steps) {
            results.accept("begun");
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Keeps all it can get. */
    public static final class Hoards implements SandboxTask {
        @Override
        public void run(JsonNode input, Consumer<Object> results, ProgressListener steps) {
            List<byte[]> kept = new ArrayList<>(List.of(new byte[1]));
            while (!kept.isEmpty()) {
                kept.add(new byte[1 << 20]);
            }
        }
    }

    /** Fails after its first result. */
    public static final class BreaksOff implements SandboxTask {
        @Override
        public void run(JsonNode input, Consumer<Object> results, ProgressListener steps) {
            results.accept("begun");
            throw new IllegalStateException("broken off");
        }
    }

    /** Tells the names in its environment. */
    public static final class Looks implements SandboxTask {
        @Override
        public void run(JsonNode input, Consumer<Object> results, ProgressListener steps) {
            System.getenv().keySet().stream().sorted().forEach(results);
        }
    }
}
