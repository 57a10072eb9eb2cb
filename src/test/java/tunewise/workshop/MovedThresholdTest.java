package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tunewise.advice.Advisor;
import tunewise.advice.LoadedRelease;
import tunewise.fixtures.CompiledRules;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.Ledger;
import tunewise.ledger.replay.RecordedQuestions;
import tunewise.service.AdviceService;
import tunewise.service.ProgressListener;
import tunewise.workshop.ImpactReport.Fate;
import tunewise.workshop.ImpactReport.Named;
import tunewise.workshop.ImpactReport.Part;
import tunewise.workshop.ImpactReport.Source;

/** The memory that the guide asks for LoRA at 7B goes from 16 to 18 GB: who learns what before it is published. */
class MovedThresholdTest {
    private static final Workspace MOVED =
            Folder.with("rules/catalog/thresholds.csv", "lora-7b,lora,7b,16,24,", "lora-7b,lora,7b,18,24,");

    /** One scenario of four, which is enough for the mechanics; some of them change and some do not. */
    private static final List<Scenario> SOME = IntStream.range(
                    0, ShippedRules.FIXTURES.scenarios().size())
            .filter(number -> number % 4 == 0)
            .mapToObj(ShippedRules.FIXTURES.scenarios()::get)
            .toList();

    private static LoadedRelease draft;
    private static Examination examination;

    @BeforeAll
    static void examine() {
        examination =
                new RulesValidator(CompiledRules::of, RuleTestRunner.HERE).examine(MOVED, null, ProgressListener.NONE);
        draft = examination.loaded().orElseThrow();
    }

    @Test
    void theFolderIsSoundAndTheTestNamesTheScenariosThatNoLongerHold() {
        assertEquals(List.of(), examination.checkFaults());
        TestReport report = examination.tests().orElseThrow();
        Set<String> failing = report.scenarios().stream()
                .filter(scenario -> !scenario.differences().isEmpty())
                .map(TestReport.ScenarioResult::name)
                .filter(name -> SOME.stream().map(Scenario::name).anyMatch(name::equals))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> expected = new TreeSet<>();
        FrozenMarkets markets = new FrozenMarkets(draft, MOVED.fixtures());
        for (Scenario scenario : SOME) {
            if (!scenario.differences(Scenario.json(scenario.answer(markets.advisor(scenario))))
                    .isEmpty()) {
                expected.add(scenario.name());
            }
        }
        assertEquals(expected, failing);
        assertFalse(failing.isEmpty());
        assertTrue(report.cases().stream().allMatch(TestReport.CaseResult::passed));
    }

    @Test
    void impactNamesExactlyTheScenariosWhoseAnswersDiffer() {
        Advisor moved = new Advisor(draft);
        Part scenarios = new Impact(ShippedRules.ADVISOR, moved)
                .scenarios(SOME)
                .run(ProgressListener.NONE)
                .parts()
                .get(0);
        Set<String> expected = new TreeSet<>();
        for (Scenario scenario : SOME) {
            if (!answer(scenario, ShippedRules.ADVISOR).equals(answer(scenario, moved))) {
                expected.add(scenario.name());
            }
        }

        assertEquals(
                expected, scenarios.changed().stream().map(Named::name).collect(Collectors.toCollection(TreeSet::new)));
        assertFalse(expected.isEmpty());
        assertTrue(expected.size() < SOME.size() / 2, expected.toString());
        assertEquals(
                scenarios.asked(), scenarios.stay() + scenarios.change() + scenarios.appear() + scenarios.vanish());
    }

    @Test
    void impactNamesTheRecordedQuestionsWhoseAnswersDifferAndRecordsNothing(@TempDir Path folder) {
        AtomicInteger ids = new AtomicInteger();
        try (Ledger ledger = Ledger.open(folder)) {
            AdviceService service = new AdviceService(
                    ShippedRules.ADVISOR,
                    ledger,
                    Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC),
                    () -> "answer-" + ids.incrementAndGet(),
                    "test");
            String small = "{\"model\": {\"parametersB\": 7}, \"tokens\": 10000000, \"knowledge\": \"guide\","
                    + " \"methods\": [\"lora\"], \"asOf\": \"2026-03-31\"}";
            service.advise(small, "api");
            service.advise(small.replace("7}", "70}"), "api");
            service.advise(small.replace("\"guide\"", "\"evidence\"").replace("7}", "70}"), "api");
            service.advise(small, "api");

            Part recorded = new Impact(ShippedRules.ADVISOR, new Advisor(draft))
                    .recorded(new RecordedQuestions(ledger).newest(1000, null, null))
                    .run(ProgressListener.NONE)
                    .parts()
                    .get(0);

            assertEquals(Source.RECORDED, recorded.source());
            assertEquals(
                    List.of(new Named("answer-4", Fate.CHANGES), new Named("answer-1", Fate.CHANGES)),
                    recorded.changed());
            assertEquals(4, recorded.asked());
            assertEquals(2, recorded.stay());
            assertEquals(Map.of("rules", 2), recorded.fields());
            assertEquals(1, recorded.samples().size());
            assertTrue(
                    recorded.samples().get(0).because().stream()
                            .anyMatch(reason -> reason.rule().startsWith("SIZ-")),
                    recorded.samples().toString());
            assertEquals(4, ledger.count());
        }
    }

    @Test
    void theGridFindsItWithoutAnyRecord() {
        Part grid = new Impact(new Advisor(FewOffers.of(ShippedRules.loaded())), new Advisor(FewOffers.of(draft)))
                .grid()
                .run(ProgressListener.NONE)
                .parts()
                .get(0);

        assertTrue(grid.asked() > 500, grid.asked() + " asked");
        assertTrue(
                grid.changed().stream().anyMatch(each -> each.name().startsWith("guide lens, 7B, ")),
                () -> grid.changed().toString());
        assertTrue(grid.stay() > grid.asked() / 2, () -> grid.changed().toString());
    }

    @Test
    void aReleaseComparedWithItselfChangesNothing() {
        Advisor few = new Advisor(FewOffers.of(ShippedRules.loaded()));
        ImpactReport report = new Impact(few, few).scenarios(SOME).grid().run(ProgressListener.NONE);

        assertEquals(0, report.different());
        assertTrue(report.asked() > 500);
    }

    /** Without what differs anyway: the release. */
    private static JsonNode answer(Scenario scenario, Advisor advisor) {
        ObjectNode answer = Scenario.json(scenario.answer(advisor)).asObject();
        answer.remove("release");
        return answer;
    }
}
