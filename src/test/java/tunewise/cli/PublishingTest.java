package tunewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.catalog.RuleFiles;
import tunewise.cli.Terminal.Printed;
import tunewise.cli.terminal.ExitCode;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.Ledger;
import tunewise.workshop.FewOffers;
import tunewise.workshop.Folder;

/** Test, publication, history and rollback from the command line, over one store. */
class PublishingTest {
    private static final String RULES = "tunewise.rules";
    private static final String PRICE_ROW = "runpod-rtx-4090-on-demand,runpod,rtx-4090,on-demand,1,8,0.34";

    private static final Path ALL_FIXTURES = Path.of("fixtures");

    private final Terminal terminal = new Terminal();

    /** The rules with a few of their scenarios, since publication tests them all. */
    @TempDir
    static Path shipped;

    private static String rulesOfOthers = "";

    @BeforeAll
    static void takeFewScenarios() {
        rulesOfOthers = System.getProperty(RULES, Terminal.RULES.toString());
        Folder.written(ShippedRules.WITH_FEW_SCENARIOS.fixtures(), shipped);
        System.setProperty(RULES, Folder.written(ShippedRules.FILES, shipped).toString());
    }

    @AfterAll
    static void giveBackTheRules() {
        System.setProperty(RULES, rulesOfOthers);
    }

    @TempDir
    Path folder;

    private static Path fixtures() {
        return shipped.resolve("fixtures");
    }

    private Path data() {
        return folder.resolve("data");
    }

    @Test
    void aChangedNoteIsPublishedShownInTheHistoryAndTakenBack() {
        terminal.type("advise", "Llama 3.1 8B", "--tokens", "10M", "--data", data())
                .fine();
        Path rules = Terminal.rulesWith(
                folder.resolve("rules"),
                "catalog/policy.csv",
                "it for longer than this",
                "it for longer than two months");

        String published = terminal.type(
                        "rules",
                        "publish",
                        "--rules",
                        rules,
                        "--fixtures",
                        fixtures(),
                        "--data",
                        data(),
                        "--comment",
                        "Two months, in words")
                .fine();

        assertTrue(
                published.contains(
                        "changed rules/catalog/policy.csv: stale-price-days\n      description: A price is stale if nobody has looked at it for longer than this. -> A price is stale if nobody has looked at it for longer than two months.\n"),
                published);
        String history = terminal.type("rules", "history", "--data", data()).fine();
        assertTrue(history.contains("Ada: Two months, in words\n  changed rules/catalog/policy.csv"), history);
        assertTrue(history.contains("Ada: the rules folder as found at start\n"), history);

        String first = ShippedRules.FILES.hash();
        Printed back =
                terminal.type("rules", "rollback", first.substring(0, 15), "--comment", "Not needed", "--data", data());
        assertTrue(back.fine().endsWith("Release " + first + " is active.\n"), back.out());
        JsonNode lines = AnswerJson.MAPPER.readTree(
                terminal.type("rules", "history", "--json", "--data", data()).fine());
        assertEquals(3, lines.size());
        assertEquals(
                "written  rules/catalog/policy.csv\nThe folder is up to date with the active release.\n",
                terminal.type("rules", "update", "--rules", rules, "--fixtures", fixtures(), "--data", data())
                        .fine());
        assertEquals(ShippedRules.FILES, RuleFiles.load(rules));
        assertEquals(first, lines.at("/0/publication/content/release").asString());
        assertEquals(
                "A price is stale if nobody has looked at it for longer than this.",
                lines.at("/0/differences/rows/0/cells/0/after").asString());
        try (Ledger ledger = Ledger.open(data())) {
            assertTrue(ledger.proof().verify().ok());
        }
    }

    @Test
    void aReleaseGoesFromOneStoreToAnotherInASignedBundle() throws IOException {
        Path staging = folder.resolve("staging");
        terminal.type("advise", "Llama 3.1 8B", "--tokens", "10M", "--data", staging)
                .fine();
        Path bundle = folder.resolve("release.bundle");
        assertTrue(terminal.type("rules", "export", "--bundle", bundle, "--data", staging)
                .fine()
                .contains("is signed into " + bundle));

        Path wrong = Files.writeString(folder.resolve("wrong.pub"), "no key");
        Printed refused = terminal.type("rules", "take", bundle, "--key", wrong, "--data", data());
        assertTrue(refused.err().startsWith("the signature of this bundle is not of that key."), refused.err());
        assertFalse(Files.exists(data()), "what is refused leaves nothing behind");

        String taken = terminal.type("rules", "take", bundle, "--key", staging.resolve("ledger.pub"), "--data", data())
                .fine();
        assertEquals("Release " + ShippedRules.FILES.hash() + " is active.\n", taken);
        try (Ledger ledger = Ledger.open(data())) {
            assertTrue(ledger.publications()
                    .active()
                    .orElseThrow()
                    .comment()
                    .startsWith("taken over from Ada, who published it elsewhere on "));
            assertEquals("release-taken", ledger.acts(1).get(0).act());
            assertTrue(ledger.proof().verify().ok());
        }
    }

    @Test
    void whatDoesNotPassItsTestsIsNotPublished() {
        Path rules = Terminal.rulesWith(
                folder.resolve("rules"), "catalog/thresholds.csv", "lora-7b,lora,7b,16,", "lora-7b,lora,7b,18,");
        terminal.type("advise", "Llama 3.1 8B", "--tokens", "10M", "--data", data())
                .fine();

        Printed test = terminal.type("rules", "test", "--rules", rules, "--fixtures", ALL_FIXTURES);
        Printed publish = terminal.type(
                "rules",
                "publish",
                "--rules",
                rules,
                "--fixtures",
                ALL_FIXTURES,
                "--data",
                data(),
                "--comment",
                "The guide's 18 GB");

        assertEquals(ExitCode.FOUND_SOMETHING, test.code());
        assertTrue(test.out().contains("fixtures/scenarios/"), test.out());
        assertEquals(ExitCode.FOUND_SOMETHING, publish.code());
        assertTrue(publish.err().contains("fixtures/scenarios/"), publish.err());
        try (Ledger ledger = Ledger.open(data())) {
            assertEquals(
                    ShippedRules.FILES.hash(),
                    ledger.publications().active().orElseThrow().content().release());
        }
    }

    @Test
    void impactShowsWhatAMovedThresholdChangesAndRecordsNothing() {
        terminal.type(
                        "advise",
                        "Llama 2 7B",
                        "--tokens",
                        "10M",
                        "--knowledge",
                        "guide",
                        "--methods",
                        "lora",
                        "--rules",
                        Folder.written(FewOffers.in(ShippedRules.FILES), folder.resolve("few")),
                        "--data",
                        data())
                .fine();
        Path rules = Folder.written(
                FewOffers.in(Folder.with("rules/catalog/thresholds.csv", "lora-7b,lora,7b,16,", "lora-7b,lora,7b,18,")
                        .rules()),
                folder.resolve("rules"));

        String out = terminal.type("rules", "impact", "--rules", rules, "--fixtures", fixtures(), "--data", data())
                .fine();

        assertTrue(out.contains("\nRecorded questions: 1 asked, 0 stay, 1 change, 0 appear, 0 vanish\n"), out);
        assertTrue(out.contains("\n  changes: answer-1\n    before"), out);
        assertTrue(out.matches("(?s)Scenarios: [0-9]+ asked, .*"), out);
        try (Ledger ledger = Ledger.open(data())) {
            assertEquals(2, ledger.count());
        }
    }

    @Test
    void theSecondOfTwoAnalystsIsWarnedAndNothingIsOverwritten() {
        terminal.type("advise", "Llama 3.1 8B", "--tokens", "10M", "--data", data())
                .fine();
        Path one = Terminal.rulesWith(
                folder.resolve("one"),
                "catalog/policy.csv",
                "it for longer than this",
                "it for longer than two months");
        Path other = Terminal.rulesWith(
                folder.resolve("other"),
                "catalog/policy.csv",
                "it for longer than this",
                "it for longer than sixty days");
        terminal.type(publish(one, "First")).fine();

        Printed second = terminal.type(publish(other, "Second"));

        assertEquals(ExitCode.FOUND_SOMETHING, second.code());
        assertTrue(second.err().contains("Ada published"), second.err());
        assertTrue(second.err().contains("1 row changed"), second.err());
        assertTrue(second.err().contains("Nothing was overwritten."), second.err());
        assertFalse(second.out().contains("is active"), second.out());
    }

    @Test
    void whoeverPublishesOneRowTwiceIsNotMistakenForSomebodyElse() throws IOException {
        terminal.type("advise", "Llama 3.1 8B", "--tokens", "10M", "--data", data())
                .fine();
        Path rules = Terminal.rulesWith(
                folder.resolve("rules"),
                "catalog/policy.csv",
                "it for longer than this",
                "it for longer than two months");
        terminal.type(publish(rules, "First")).fine();
        Path policy = rules.resolve("catalog/policy.csv");
        Files.writeString(policy, Files.readString(policy).replace("two months", "eight weeks and a half"));

        String out = terminal.type(publish(rules, "Second")).fine();

        assertTrue(out.contains("for longer than eight weeks and a half."), out);
    }

    @Test
    void whatIsActiveAlreadyIsNotPublishedAgain() {
        terminal.type("advise", "Llama 3.1 8B", "--tokens", "10M", "--data", data())
                .fine();

        Printed again = terminal.type(publish(Terminal.RULES, "Again"));

        assertEquals(ExitCode.FOUND_SOMETHING, again.code());
        assertTrue(again.err().contains("active release already"), again.err());
    }

    @Test
    void anAnswerSaysWhenTheFolderDiffersFromTheRelease() {
        terminal.type("advise", "Llama 3.1 8B", "--tokens", "10M", "--data", data())
                .fine();
        Path rules = Terminal.rulesWith(folder.resolve("rules"), "catalog/offers.csv", PRICE_ROW, PRICE_ROW + "5");

        Printed answer = terminal.type("advise", "Llama 3.1 8B", "--tokens", "10M", "--data", data(), "--rules", rules);

        assertEquals(0, answer.code());
        assertTrue(answer.err().contains("rules publish"), answer.err());
    }

    @Test
    void historyAndRollbackNeedAStoreAndARelease() {
        assertEquals(
                ExitCode.MISUSED,
                terminal.type("rules", "history", "--data", data()).code());
        terminal.type("advise", "Llama 3.1 8B", "--tokens", "10M", "--data", data())
                .fine();
        Printed unknown = terminal.type("rules", "rollback", "sha256:000000", "--comment", "back", "--data", data());
        assertEquals(ExitCode.MISUSED, unknown.code());
        assertTrue(unknown.err().contains("names no release"), unknown.err());
    }

    private Object[] publish(Path rules, String comment) {
        return new Object[] {
            "rules", "publish", "--rules", rules, "--fixtures", fixtures(), "--data", data(), "--comment", comment
        };
    }
}
