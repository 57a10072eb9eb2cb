package tunewise.workshop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tunewise.advice.Advisor;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Fault;
import tunewise.catalog.RuleFiles;
import tunewise.question.QuestionFaultsException;
import tunewise.rulebook.RulesFailedException;
import tunewise.rulebook.language.RuleInfo;
import tunewise.service.ProgressListener;
import tunewise.workshop.TestReport.CaseResult;
import tunewise.workshop.TestReport.ScenarioResult;

/** Runs the fixtures and scenarios of some rules, all of them whatever the first ones say. */
public final class TestBench {
    private static final String COULD_NOT_RUN = "it could not be run";

    private final LoadedRelease loaded;
    private final Fixtures fixtures;
    private final FrozenMarkets markets;
    private final Queue<Fault> failures = new ConcurrentLinkedQueue<>();

    public TestBench(LoadedRelease loaded, RuleFiles fixtures) {
        this.loaded = loaded;
        this.fixtures = Fixtures.read(fixtures, loaded);
        this.markets = new FrozenMarkets(loaded, fixtures);
    }

    public TestReport run(ProgressListener steps) {
        failures.clear();
        List<RuleFixture.Case> all = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (RuleFixture fixture : fixtures.rules()) {
            for (RuleFixture.Case given : fixture.cases()) {
                all.add(given);
                files.add(fixture.file());
            }
        }
        AtomicInteger done = new AtomicInteger();
        int count = all.size() + fixtures.scenarios().size();
        List<Fault> faults = new ArrayList<>(fixtures.faults());
        faults.addAll(markets.faults());
        List<CaseResult> cases = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            cases.add(run(all.get(i), files.get(i), faults));
            steps.at(done.incrementAndGet(), count);
        }
        List<ScenarioResult> scenarios = fixtures.scenarios().parallelStream()
                .map(scenario -> {
                    ScenarioResult result = run(scenario, markets.advisor(scenario));
                    steps.at(done.incrementAndGet(), count);
                    return result;
                })
                .toList();
        for (int i = 0; i < scenarios.size(); i++) {
            Scenario scenario = fixtures.scenarios().get(i);
            scenarios.get(i).differences().stream()
                    .filter(difference -> !difference.equals(COULD_NOT_RUN))
                    .forEach(difference -> faults.add(Fault.at(
                            scenario.file(),
                            scenario.lineOf(difference),
                            difference + ".",
                            "Maybe the rules are right and the scenario has to follow.")));
        }
        List<String> unreached = unreached(cases, scenarios, faults);
        failures.stream()
                .collect(Collectors.groupingBy(fault -> fault.rule() + fault.file(), TreeMap::new, Collectors.toList()))
                .values()
                .forEach(same -> faults.add(0, failed(same)));
        return new TestReport(cases, scenarios, unreached, faults);
    }

    /** The rule that failed is reported once, whatever cases meet it. */
    private static Fault failed(List<Fault> same) {
        Fault first = same.get(0);
        return new Fault(
                first.file(),
                first.line(),
                first.column(),
                first.rule(),
                first.message() + " " + (same.size() == 1 ? "One case" : same.size() + " cases and scenarios")
                        + " could not be run for it.",
                first.hint());
    }

    private CaseResult run(RuleFixture.Case given, String file, List<Fault> faults) {
        List<String> fired = List.of();
        List<String> found = List.of();
        Optional<String> complaint;
        try {
            RuleFixture.Case.Outcome outcome = given.run(loaded.rulebook());
            fired = outcome.fired();
            found = outcome.found();
            complaint = outcome.complaint();
        } catch (RulesFailedException e) {
            failures.add(e.fault());
            complaint = Optional.of(COULD_NOT_RUN);
        } catch (RuntimeException e) {
            complaint = Optional.of("a rule failed while it ran");
        }
        complaint
                .filter(said -> !said.equals(COULD_NOT_RUN))
                .ifPresent(said -> faults.add(new Fault(
                        file,
                        given.line(),
                        0,
                        given.rule(),
                        (given.applies() ? "applies: " : "stays quiet: ") + given.why() + ": " + said + ".",
                        "Maybe the rule does not say what the case says, or the case has to follow the rule.")));
        return new CaseResult(
                given.rule(), file, given.line(), given.applies(), given.why(), fired, found, complaint.orElse(""));
    }

    private ScenarioResult run(Scenario scenario, Advisor advisor) {
        List<String> fired = List.of();
        List<String> differences;
        try {
            JsonNode answer = Scenario.json(scenario.answer(advisor));
            fired = List.copyOf(Scenario.fired(answer));
            differences = scenario.differences(answer);
        } catch (QuestionFaultsException e) {
            differences = e.faults().stream()
                    .map(fault -> "asks." + fault.field() + " " + fault.message())
                    .toList();
        } catch (RulesFailedException e) {
            failures.add(e.fault());
            differences = List.of(COULD_NOT_RUN);
        } catch (RuntimeException e) {
            differences = List.of("a rule failed while it ran");
        }
        return new ScenarioResult(scenario.name(), scenario.file(), scenario.story(), fired, differences);
    }

    private List<String> unreached(List<CaseResult> cases, List<ScenarioResult> scenarios, List<Fault> faults) {
        Set<String> reached = new TreeSet<>();
        cases.forEach(each -> reached.addAll(each.fired()));
        scenarios.forEach(each -> reached.addAll(each.fired()));
        Set<String> known = faults.stream().map(Fault::rule).collect(Collectors.toSet());
        List<String> unreached = new ArrayList<>();
        for (RuleInfo rule : loaded.rulebook().rules()) {
            if (!reached.contains(rule.id())) {
                unreached.add(rule.id());
                if (!known.contains(rule.id()) && failures.isEmpty()) {
                    faults.add(new Fault(
                            rule.file(),
                            rule.line(),
                            0,
                            rule.id(),
                            "no fixture and no scenario makes the rule fire.",
                            "Maybe a case under 'applies' in " + RuleFixture.path(rule.id()) + " still fails."));
                }
            }
        }
        return unreached;
    }
}
