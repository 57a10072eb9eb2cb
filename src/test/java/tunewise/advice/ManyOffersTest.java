package tunewise.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tunewise.catalog.RuleFiles;
import tunewise.fixtures.ShippedRules;
import tunewise.question.Question;
import tunewise.web.rules.PricesView;
import tunewise.workshop.FrozenMarkets;

/**
 * A market of 3,000 offers makes no more work than one of 900: set-ups are enumerated by GPU and tier, not by offer. What
 * is counted is what takes the time: quotes that are priced, rules that fire, and letters of the answer.
 */
class ManyOffersTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 10);
    private static final int MANY = 3_000;
    private static final double MOST = 1.3;

    private static final List<String> QUESTIONS = List.of(
            "{\"model\":\"meta-llama/Llama-3.1-8B\",\"tokens\":30000000,\"asOf\":\"2026-11-10\"}",
            "{\"model\":\"meta-llama/Llama-3.1-70B\",\"tokens\":50000000,\"maxGpus\":8,\"asOf\":\"2026-11-10\"}",
            "{\"model\":\"meta-llama/Llama-3.1-8B\",\"tokens\":30000000,\"commitment\":\"any\",\"regions\":[\"eu\"],"
                    + "\"asOf\":\"2026-11-10\"}",
            "{\"model\":\"Qwen/Qwen3-8B\",\"tokens\":10000000,\"gpus\":[\"h100-sxm\",\"a100-sxm-80gb\"],"
                    + "\"asOf\":\"2026-11-10\"}");

    private static Advisor few;
    private static Advisor many;

    @BeforeAll
    static void fillTheMarket() {
        RuleFiles november =
                FrozenMarkets.over(ShippedRules.loaded().files(), ShippedRules.WORKSPACE.fixtures(), "november");
        few = new Advisor(ShippedRules.loaded().withCatalogs(november));
        many = new Advisor(ShippedRules.loaded().withCatalogs(filled(november)));
    }

    /** Each offer again under other machines, a little dearer, until there are so many. */
    private static RuleFiles filled(RuleFiles market) {
        Map<String, String> files = new TreeMap<>(market.files());
        files.computeIfPresent("rules/catalog/offers.csv", (path, text) -> {
            List<String> lines = text.lines().toList();
            List<String> columns = List.of(lines.get(0).split(",", -1));
            List<String> rows = new ArrayList<>(lines.subList(1, lines.size()));
            for (int copy = 1; rows.size() < MANY; copy++) {
                for (String line : lines.subList(1, lines.size())) {
                    again(line, columns, copy).filter(row -> rows.size() < MANY).ifPresent(rows::add);
                }
            }
            rows.sort(String::compareTo);
            return lines.get(0) + "\n" + String.join("\n", rows) + "\n";
        });
        return new RuleFiles(new TreeMap<>(files));
    }

    private static Optional<String> again(String line, List<String> columns, int copy) {
        String[] cells = line.split(",", -1);
        if (line.contains("\"") || cells[columns.indexOf("usd_per_hour")].isEmpty()) {
            return Optional.empty();
        }
        int price = columns.indexOf("usd_per_hour");
        cells[0] = cells[0] + "-copy-" + copy;
        cells[columns.indexOf("instance")] += " copy " + copy;
        cells[price] = String.format("%.4f", Double.parseDouble(cells[price]) * (1 + copy / 100.0));
        return Optional.of(String.join(",", cells));
    }

    @Test
    void thereAreThreeThousand() {
        assertEquals(MANY, many.loaded().catalog().offers().size());
    }

    @Test
    void noMoreIsPricedFiredOrWritten() {
        for (String json : QUESTIONS) {
            Question question = ShippedRules.question(json);
            Recommendation usual = few.advise(question, "id", Instant.EPOCH);
            Recommendation crowded = many.advise(question, "id", Instant.EPOCH);

            assertNoMore(usual.feasible().size(), crowded.feasible().size(), json);
            assertNoMore(usual.rules().size(), crowded.rules().size(), json);
            assertNoMore(
                    AnswerJson.write(usual).length(), AnswerJson.write(crowded).length(), json);
            assertEquals(usual.setup(), crowded.setup(), json);
        }
    }

    @Test
    void thePageOfPricesEndsWhereItDid() {
        PricesView usual = PricesView.of(few.loaded().catalog(), DAY, Map.of(), Optional.empty());
        PricesView crowded = PricesView.of(many.loaded().catalog(), DAY, Map.of(), Optional.empty());

        assertTrue(crowded.counts().offers() > 2 * usual.counts().offers());
        assertNoMore(usual.rows().size(), crowded.rows().size(), "rows");
        assertNoMore(usual.bars().size(), crowded.bars().size(), "bars");
    }

    private static void assertNoMore(int usual, int crowded, String what) {
        assertTrue(crowded <= MOST * usual, () -> crowded + " rather than " + usual + " of " + what);
    }
}
