package tunewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.catalog.Catalog;
import tunewise.catalog.csv.CatalogReader;
import tunewise.cli.Terminal.Printed;
import tunewise.cli.terminal.ExitCode;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.Ledger;
import tunewise.workshop.Drafts;
import tunewise.workshop.Drafts.Draft;
import tunewise.workshop.Workspace;

/** Prices kept in a draft: dated, whole, and published by nobody but an analyst. */
class KeepPricesTest {
    private static final String OFFERS = "rules/catalog/offers.csv";
    private static final String LIST =
            """
            provider,gpu,gpu_count,usd_per_hour,commitment
            runpod,RTX 4090,1,0.34,on-demand
            runpod,L4,1,0.39,on-demand
            runpod,RTX 4090,1,0.20,spot
            lambda,A10,1,1.29,on-demand
            datacrunch,H200,1,2.99,on-demand
            """;

    private static final Terminal TERMINAL = new Terminal();

    @TempDir
    static Path folder;

    private final Path data = folder.resolve("data");
    private final Path list = folder.resolve("list.csv");

    @BeforeAll
    static void publishFewOffers() throws IOException {
        try (Ledger ledger = Ledger.open(folder.resolve("data"))) {
            SortedMap<String, String> files = new TreeMap<>(ShippedRules.WORKSPACE.files());
            // These lists are of a time when nobody told tiers and regions apart.
            files.keySet().removeAll(List.of("rules/catalog/tiers.csv", "rules/catalog/regions.csv"));
            files.keySet().removeIf(path -> path.startsWith("fixtures/"));
            files.put(OFFERS, Files.readString(Path.of("fixtures/prices/offers.csv")));
            TERMINAL.releases(ledger).publish(Workspace.of(files), null, "Ada", "the first", "test");
        }
    }

    @BeforeEach
    void writeTheList() throws IOException {
        Files.writeString(list, LIST);
    }

    @Test
    void pricesThatMoveEndAndBeginAndThoseThatHoldAreMarkedAsLookedAt() {
        String reported =
                take("--draft", "moved", "--author", "Ada", "--add-providers").fine();

        assertTrue(reported.contains("\n2 new, 1 dearer, 1 cheaper, "), reported);
        assertTrue(reported.contains("Saved in the draft 'moved'. Nothing is published"), reported);
        Map<String, String> rows = offers(draft("moved"));
        assertEquals(
                "lambda-a10-on-demand,lambda,a10,on-demand,1,1,0.86,,,,,,,,,,,,2026-03-01,2026-11-23,lambda-prices,2026-03-31,",
                rows.get("lambda-a10-on-demand"));
        assertEquals(
                "lambda-a10-on-demand-2026-11-24,lambda,a10,on-demand,1,1,1.29,,,,,,,,,,,,2026-11-24,,prices-csv-2026-11-24,2026-11-24,as"
                        + " listed in list.csv",
                rows.get("lambda-a10-on-demand-2026-11-24"));
        assertEquals("2026-11-24", cell(rows.get("runpod-rtx-4090-on-demand"), 21));
        assertEquals(
                "runpod-rtx-4090-spot,runpod,rtx-4090,spot,1,8,0.20,,,,,,,,,,,,2026-11-24,,prices-csv-2026-11-24,2026-11-24,as"
                        + " listed in list.csv",
                rows.get("runpod-rtx-4090-spot"));
        assertEquals(
                "other",
                read(draft("moved")).provider("datacrunch").orElseThrow().role().id());
        assertEquals("", cell(rows.get("runpod-h200-on-demand"), 19));
    }

    @Test
    void theCatalogsOfTheDraftAreSoundAndTheSameListChangesNothingMore() {
        take("--draft", "again", "--add-providers").fine();
        Workspace before = draft("again");
        read(before);

        String again = take("--draft", "again", "--add-providers").fine();

        assertTrue(again.contains("\n0 new, 0 dearer, 0 cheaper, "), again);
        assertTrue(again.endsWith("The catalog already has all of it.\n"), again);
        assertEquals(before, draft("again"));
    }

    @Test
    void aPriceOfTheSameDayIsCorrected() throws IOException {
        take("--draft", "corrected").fine();
        Files.writeString(list, LIST.replace("1.29", "1.19"));

        take("--draft", "corrected").fine();

        Map<String, String> rows = offers(draft("corrected"));
        assertEquals("1.19", cell(rows.get("lambda-a10-on-demand-2026-11-24"), 6));
        assertEquals(
                2,
                rows.keySet().stream()
                        .filter(id -> id.startsWith("lambda-a10-"))
                        .count());
    }

    @Test
    void anOlderListDoesNotOvertakeANewerPrice() {
        String reported =
                take("--day", "2026-03-30", "--draft", "older", "--all").fine();

        assertTrue(reported.contains("Left out: 3 rows older than what the catalog has"), reported);
        assertTrue(reported.contains("that of 'lambda-a10-on-demand' was looked at on"), reported);
    }

    @Test
    void whatIsGoneEndsOnlyWhenAskedAndNeverBesideAFaultyRow() throws IOException {
        take("--draft", "gone", "--end-gone").fine();
        assertEquals("2026-11-23", cell(offers(draft("gone")).get("runpod-h200-on-demand"), 19));
        assertEquals("", cell(offers(draft("gone")).get("runpod-rtx-4090-reserved"), 19));

        Files.writeString(list, LIST + "runpod,H200,1,free,on-demand\n");
        Printed printed = take("--draft", "unsure", "--end-gone");
        assertEquals(ExitCode.FOUND_SOMETHING, printed.code());
        assertTrue(printed.out().contains("We end no offers, because"), printed.out());
        assertEquals("", cell(offers(draft("unsure")).get("runpod-h200-on-demand"), 19));
    }

    @Test
    void nothingIsKeptOfADryRunOrOfAListThatBreaksOff() throws IOException {
        String reported = take("--draft", "dry", "--dry-run").fine();
        assertTrue(reported.endsWith("We kept nothing. --draft NAME keeps it in a draft of the workshop.\n"), reported);

        Files.writeString(list, LIST + "runpod,H2");
        Printed broken = take("--draft", "dry");

        assertEquals(ExitCode.FOUND_SOMETHING, broken.code());
        assertTrue(broken.err().contains("Nothing was taken."), broken.err());
        try (Ledger ledger = Ledger.open(data)) {
            assertEquals(
                    Optional.empty(),
                    TERMINAL.drafts(TERMINAL.releases(ledger), data).find("dry"));
        }
    }

    @Test
    void aDraftOfSomebodyElseIsLeftAlone() {
        take("--draft", "hers", "--author", "Ada").fine();

        Printed printed = take("--draft", "hers", "--author", "Grace", "--day", "2026-11-25");

        assertEquals(ExitCode.FOUND_SOMETHING, printed.code());
        assertTrue(printed.err().contains("the draft 'hers' is Ada's"), printed.err());
    }

    @Test
    void programsGetEveryRowThatIsLeftOut() {
        JsonNode reported =
                AnswerJson.MAPPER.readTree(take("--json", "--draft", "programs").fine());

        assertEquals("csv", reported.get("source").asString());
        assertEquals(1, reported.at("/counts/new").asInt());
        assertEquals("programs", reported.get("draft").asString());
        assertEquals("unknown-provider", reported.at("/leftOut/0/why").asString());
        assertEquals("list.csv:6", reported.at("/leftOut/0/place").asString());
        assertEquals(0.86, reported.at("/changes/1/usdPerGpuHourBefore").asDouble());
    }

    @Test
    void aFileThatIsNotThereAndAFormThatIsNoneAreMisuse() {
        Printed absent = TERMINAL.type("prices", "import", folder.resolve("absent.csv"));
        assertEquals(ExitCode.MISUSED, absent.code());
        assertTrue(absent.err().contains("Maybe its name is misspelt."), absent.err());

        Printed form = TERMINAL.type("prices", "import", list, "--source", "skypilt");
        assertEquals(ExitCode.MISUSED, form.code());
        assertTrue(form.err().contains("Maybe you mean skypilot."), form.err());
        assertFalse(form.err().contains("Exception"), form.err());
    }

    private Printed take(Object... options) {
        Object[] words = new Object[options.length + 5];
        words[0] = "prices";
        words[1] = "import";
        words[2] = list;
        words[3] = "--data";
        words[4] = data;
        System.arraycopy(options, 0, words, 5, options.length);
        return TERMINAL.type(words);
    }

    private Workspace draft(String id) {
        try (Ledger ledger = Ledger.open(data)) {
            Drafts drafts = TERMINAL.drafts(TERMINAL.releases(ledger), data);
            Draft draft = drafts.find(id).orElseThrow();
            return drafts.content(draft);
        }
    }

    private static Catalog read(Workspace piece) {
        return CatalogReader.read(piece.rules());
    }

    private static Map<String, String> offers(Workspace piece) {
        return new TreeMap<>(piece.rules()
                .files()
                .getOrDefault(OFFERS, "")
                .lines()
                .skip(1)
                .collect(Collectors.toMap(line -> cell(line, 0), line -> line)));
    }

    private static String cell(String row, int column) {
        return row.split(",", -1)[column];
    }
}
