package tunewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.cli.Terminal.Printed;
import tunewise.cli.terminal.ExitCode;
import tunewise.fixtures.ShippedRules;

class RulesCommandsTest {
    private final Terminal terminal = new Terminal();

    @Test
    void soundRulesAreCountedUnderTheirRelease() {
        assertEquals(
                "No faults: " + ShippedRules.loaded().rulebook().rules().size() + " rules, release "
                        + ShippedRules.loaded().release() + ".\n",
                terminal.type("rules", "check").fine());
        assertEquals(
                "{\"faults\":[],\"warnings\":[]}\n",
                terminal.type("rules", "check", "--json").fine());
    }

    @Test
    void soundRulesPassTheirTestsAndEachCaseSaysWhatFired() {
        JsonNode reported = AnswerJson.MAPPER.readTree(
                terminal.type("rules", "test", "--json").fine());

        assertTrue(reported.get("passed").asBoolean());
        assertEquals(0, reported.get("unreached").size());
        assertEquals(
                ShippedRules.FIXTURES.scenarios().size(),
                reported.get("scenarios").size());
        JsonNode first = reported.at("/cases/0");
        assertEquals("CAV-010", first.get("rule").asString());
        assertEquals("CAV-010", first.at("/fired/0").asString());
        assertEquals(2, first.get("line").asInt());
    }

    @Test
    void rulesWithoutFixturesAreWorthALookAndCannotBeTested(@TempDir Path folder) {
        Path rules = Terminal.rulesWith(
                folder.resolve("rules"), "catalog/policy.csv", "for longer than this", "for longer than two months");

        String check = terminal.type("rules", "check", "--rules", rules).fine();
        Printed test = terminal.type("rules", "test", "--rules", rules);

        assertTrue(check.contains("Worth a look:\nfixtures: the tests are missing"), check);
        assertEquals(ExitCode.MISUSED, test.code());
        assertTrue(test.err().contains("--fixtures DIR"), test.err());
    }

    @Test
    void everyFaultIsReportedWithItsPlace(@TempDir Path folder) {
        Path rules = Terminal.rulesWith(folder, "eligibility/gpu-count.drl", "@source( G01 )", "@source( G99 )");

        Printed words = terminal.type("rules", "check", "--rules", rules);
        Printed json = terminal.type("rules", "check", "--rules", rules, "--json");

        assertEquals(ExitCode.FOUND_SOMETHING, words.code());
        assertTrue(words.out().startsWith("rules/eligibility/gpu-count.drl:"), words.out());
        assertTrue(words.out().contains("G99"), words.out());
        assertTrue(words.out().endsWith("\n1 fault.\n"), words.out());
        assertEquals("", words.err());
        assertEquals(ExitCode.FOUND_SOMETHING, json.code());
        JsonNode fault = AnswerJson.MAPPER.readTree(json.out()).at("/faults/0");
        assertEquals("rules/eligibility/gpu-count.drl", fault.get("file").asString());
        assertTrue(fault.get("line").asInt() > 1, json.out());
    }

    @Test
    void aFolderWithoutRulesIsFoundWrong(@TempDir Path folder) {
        Printed printed = terminal.type("rules", "check", "--rules", folder);

        assertEquals(ExitCode.FOUND_SOMETHING, printed.code());
        assertTrue(printed.out().contains("Maybe"), printed.out());
    }

    @Test
    void aCommandIsNeeded() {
        for (String[] words : new String[][] {{"rules"}, {"ledger"}, {}}) {
            Printed printed = terminal.type((Object[]) words);

            assertEquals(ExitCode.MISUSED, printed.code());
            assertEquals(
                    "a command is missing.\n'"
                            + String.join(" ", "tunewise", String.join(" ", words))
                                    .strip() + " --help' lists all there is.\n",
                    printed.err());
        }
    }

    @Test
    void aCommandThatThereIsNotIsMisuse() {
        Printed printed = terminal.type("rules", "chekc");

        assertEquals(ExitCode.MISUSED, printed.code());
        assertTrue(printed.err().contains("chekc"), printed.err());
    }

    @Test
    void helpIsNoMisuse() {
        assertTrue(terminal.type("--help").fine().contains("estimate"));
        assertTrue(terminal.type("--version").fine().startsWith("tunewise "));
    }
}
