package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Fault;
import tunewise.catalog.RuleFiles;
import tunewise.fixtures.ShippedRules;

/** Scenarios are asked on a market that stands still. */
class FrozenMarketsTest {
    private static final String OFFERS = "rules/catalog/offers.csv";
    private static final String FROZEN = "fixtures/markets/default/offers.csv";
    private static final Scenario SCENARIO = ShippedRules.FIXTURES.scenarios().get(0);

    @Test
    void aFreshPriceChangesNoScenario() {
        LoadedRelease dearer = dearer();

        assertEquals(List.of(), SCENARIO.differences(answer(new FrozenMarkets(dearer, fixtures()), SCENARIO)));
        assertEquals(List.of(), new FrozenMarkets(dearer, fixtures()).faults());
    }

    @Test
    void withoutAMarketItWould() {
        FrozenMarkets none = new FrozenMarkets(dearer(), new RuleFiles(new TreeMap<>()));

        assertTrue(SCENARIO.differences(answer(none, SCENARIO)).stream().anyMatch(said -> said.startsWith("costUsd")));
    }

    @Test
    void aFaultOfAMarketIsToldOfItsOwnFile() {
        SortedMap<String, String> files = new TreeMap<>(fixtures().files());
        files.put(FROZEN, files.get(FROZEN).replace(",0.34,", ",cheap,"));

        List<Fault> faults = new FrozenMarkets(ShippedRules.loaded(), new RuleFiles(files)).faults();

        assertEquals(List.of(FROZEN), faults.stream().map(Fault::file).toList());
        assertTrue(faults.get(0).message().contains("cheap"), faults.toString());
    }

    @Test
    void aScenarioMayNameNoMarketThatIsNotThere() {
        SortedMap<String, String> files = new TreeMap<>(fixtures().files());
        files.put(SCENARIO.file(), files.get(SCENARIO.file()).replace("asks:", "market: defautl\nasks:"));

        List<Fault> faults =
                Fixtures.read(new RuleFiles(files), ShippedRules.loaded()).faults();

        assertEquals(1, faults.size(), faults.toString());
        assertEquals("there is no market 'defautl'.", faults.get(0).message());
        assertEquals("Maybe you mean 'default'.", faults.get(0).hint());
    }

    private static RuleFiles fixtures() {
        return ShippedRules.WORKSPACE.fixtures();
    }

    /** The shipped rules with an offer at another price. */
    private static LoadedRelease dearer() {
        SortedMap<String, String> files = new TreeMap<>(ShippedRules.FILES.files());
        files.put(OFFERS, files.get(OFFERS).replace(",0.34,", ",0.44,"));
        return ShippedRules.loaded().withCatalogs(new RuleFiles(files));
    }

    private static JsonNode answer(FrozenMarkets markets, Scenario scenario) {
        return Scenario.json(scenario.answer(markets.advisor(scenario)));
    }
}
