package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.advice.Estimate;
import tunewise.advice.Recommendation;
import tunewise.catalog.Catalog;
import tunewise.catalog.Stack;
import tunewise.catalog.csv.CatalogReader;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.RunReport;
import tunewise.ledger.entry.RunReport.Ran;
import tunewise.service.AdviceService;
import tunewise.workshop.Learning.Factor;

/** Factors that reported runs speak against. */
class LearningTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC);
    private static final List<String> TOKENS = List.of("1M", "2M", "3M");

    private final AtomicInteger ids = new AtomicInteger();
    private Ledger ledger;
    private AdviceService service;

    @BeforeEach
    void open(@TempDir Path folder) {
        ledger = Ledger.open(folder);
        new Releases(ledger, CLOCK, () -> "publication")
                .publish(ShippedRules.WORKSPACE, null, "Ada", "the first", "page");
        service =
                new AdviceService(ShippedRules.ADVISOR, ledger, CLOCK, () -> "entry-" + ids.incrementAndGet(), "test");
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aStackThatIsFasterThanEstimatedGetsAnotherEfficiency() {
        List<Recommendation> answers = answers("evidence");
        for (Recommendation answer : answers) {
            reportSpeed(answer, 1.18);
            reportSpeed(answer, 1.22);
        }
        reportSpeed(answers.get(0), 1.20);

        Learning learning = learned();

        double before = trl(ShippedRules.loaded().catalog()).efficiency();
        assertEquals(7, learning.runs());
        Factor factor = learning.factors().get(0);
        assertEquals(
                "rules/catalog/stacks.csv trl efficiency", factor.file() + " " + factor.row() + " " + factor.column());
        assertEquals(0.20, factor.error(), 1e-9);
        assertEquals(Math.round(100 * 1.2 * before) / 100.0, factor.after(), 1e-9);
        TreeMap<String, String> files = new TreeMap<>(ShippedRules.WORKSPACE.files());
        files.putAll(learning.texts(files));
        Workspace taught = Workspace.of(files);
        assertEquals(factor.after(), trl(CatalogReader.read(taught.rules())).efficiency());
        assertTrue(taught.files().get("rules/catalog/stacks.csv").contains(" reported-runs"));

        assertEquals(List.of(), Learning.of(ledger, taught).factors(), "nothing is corrected twice");
        assertEquals(7, Learning.of(ledger, taught).others());
    }

    @Test
    void aPeakAboveWhatWasEstimatedIsPutDownToWhatComesAndGoes() {
        for (Recommendation answer : answers("evidence")) {
            for (int i = 0; i < 2; i++) {
                Estimate.Memory memory = answer.estimate().memory();
                double more = 0.37 * (memory.activationsGib() + memory.logitsGib()) * 1.2;
                report(answer, new Ran(memory.totalGib() + more, null, null, null, false));
            }
        }

        Learning learning = learned();

        assertEquals(List.of(), learning.notes());
        assertEquals("rules/catalog/estimator.csv", learning.factors().get(0).file());
        assertEquals("transient-share", learning.factors().get(0).row());
        assertEquals(1.37, learning.factors().get(0).after(), 0.011);
    }

    @Test
    void whatNoFactorExplainsIsSaidAndLeftAlone() {
        for (Recommendation answer : answers("evidence")) {
            for (int i = 0; i < 2; i++) {
                report(answer, new Ran(3 * answer.estimate().memory().totalGib(), null, null, null, false));
            }
        }
        Learning learning = learned();
        assertEquals(List.of(), learning.factors());
        assertTrue(
                learning.notes().get(0).contains("something else differs"),
                learning.notes().toString());
    }

    @Test
    void fewRunsOneSetUpAndTheGuidesFiguresTeachNothing() {
        Recommendation one = answers("evidence").get(0);
        for (int i = 0; i < 6; i++) {
            reportSpeed(one, 1.5);
        }
        for (Recommendation answer : answers("guide")) {
            reportSpeed(answer, 1.5);
            reportSpeed(answer, 1.5);
        }

        Learning learning = learned();

        assertEquals(List.of(), learning.factors());
        assertEquals(
                List.of("6 speeds with TRL from 1 recommendation are too few; we need 5 from 3."), learning.notes());
        assertEquals(6, learning.others());
        assertEquals(new TreeMap<>(), learning.texts(ShippedRules.WORKSPACE.files()));
    }

    private Learning learned() {
        return Learning.of(ledger, ShippedRules.WORKSPACE);
    }

    private List<Recommendation> answers(String lens) {
        List<Recommendation> answers = new ArrayList<>();
        TOKENS.forEach(tokens -> answers.add(service.advise(
                "{\"model\": \"Llama 3.1 8B\", \"methods\": [\"lora\"], \"tokens\": " + tokens.replace("M", "000000")
                        + ", \"knowledge\": \"" + lens + "\"}",
                "api")));
        return answers;
    }

    private void reportSpeed(Recommendation answer, double factor) {
        double speed = answer.estimate().tokensPerSecond().central();
        report(answer, new Ran(null, factor * speed, null, null, false));
    }

    private void report(Recommendation answer, Ran ran) {
        assertTrue(service.report(answer.id(), new RunReport.Filled(ran, "", "Ada"), new Actor(null, "api"))
                .isPresent());
    }

    private static Stack trl(Catalog catalog) {
        return catalog.stacks().stream()
                .filter(stack -> stack.id().equals("trl"))
                .findFirst()
                .orElseThrow();
    }
}
