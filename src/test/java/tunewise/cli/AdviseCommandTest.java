package tunewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.cli.Terminal.Printed;
import tunewise.cli.terminal.ExitCode;

class AdviseCommandTest {
    private final Terminal terminal = new Terminal();

    @TempDir
    Path data;

    @Test
    void aQuestionIsAnsweredInWordsAndRecorded() {
        String out = advise("Llama 3.1 8B", "--tokens", "5M", "--budget", "50").fine();

        assertTrue(out.contains("\n  Memory "), out);
        assertTrue(out.contains("\nWhy\n"), out);
        assertTrue(out.contains("\nRecorded as answer-1 under release"), out);
    }

    @Test
    void aProgramGetsTheAnswerAsTheApiGivesIt() {
        String out = advise("Llama 3.1 8B", "--tokens", "5M", "--json").fine();

        Recommendation answer = AnswerJson.read(out);
        assertEquals(out.strip(), AnswerJson.write(answer));
        assertEquals(5_000_000, answer.question().tokens());
    }

    @Test
    void everyRuleIsShownWhenAskedFor() {
        String some = advise("Llama 3.1 8B", "--tokens", "5M").fine();
        String all = advise("Llama 3.1 8B", "--tokens", "5M", "--all").fine();

        assertTrue(some.contains("(--all shows them)"), some);
        assertFalse(all.contains("(--all shows them)"), all);
        assertTrue(all.contains("\nEvery rule that fired\n"), all);
    }

    @Test
    void whatCannotBeMetIsSaidWithWhatWouldChangeIt() {
        Printed printed = advise("Llama 2 70B", "--tokens", "10M", "--budget", "0.01");

        assertEquals(ExitCode.FOUND_SOMETHING, printed.code());
        assertTrue(
                printed.out().startsWith("Your budget of $0.01 is too small to train Llama 2 70B: it takes $"),
                printed.out());
        assertTrue(printed.out().contains("\n  --budget "), printed.out());
    }

    @Test
    void aNameWithoutQuotesIsSaidInAFewWords() {
        String name = "MODEL is one name, but you gave several words. Maybe put it in quotes, as in \"Llama 3.1 8B\".";

        Printed printed = advise("Llama", "3.1", "8B", "--tokens", "5M");
        Printed estimated = terminal.type("estimate", "Llama", "3.1", "8B", "--gpu", "rtx-4090");

        assertEquals(ExitCode.MISUSED, printed.code());
        assertEquals(name + "\n'tunewise advise --help' lists all there is.\n", printed.err());
        assertEquals(name + "\n'tunewise estimate --help' lists all there is.\n", estimated.err());
    }

    @Test
    void allFaultsAreReportedAtOnceByTheirOptions() {
        Printed printed = advise("Mistral 13B", "--tokens", "10X", "--budget", "0", "--gpus", "rtx-4900");

        assertEquals(ExitCode.MISUSED, printed.code());
        assertEquals("", printed.out());
        assertEquals(
                """
                MODEL: 'Mistral 13B' is not a model of the catalog: Mistral never published a 13B. Maybe you mean mistralai/Mistral-Nemo-Base-2407 or meta-llama/Llama-2-13b-hf.
                --tokens: '10X' is not a whole number from 1 to 1,000,000,000,000,000.
                --budget: 0 is not a number above 0, up to 1,000,000,000. Maybe leave it out, for no limit.
                --gpus: 'rtx-4900' is not in the catalogs. Maybe you mean 'rtx-4090'.
                """,
                printed.err());
    }

    @Test
    void aQuestionCanComeAsAFile(@TempDir Path folder) throws IOException {
        Path question = Files.writeString(
                folder.resolve("question.json"), "{\"model\": \"Llama 3.1 8B\", \"tokens\": 5000000}");
        Path cut = Files.writeString(folder.resolve("cut.json"), "{\"model\": ");

        advise("--question", question).fine();
        Printed broken = advise("--question", cut);
        Printed missing = advise("--question", folder.resolve("none.json"));
        Printed mixed = advise("--question", question, "--tokens", "5M");

        assertEquals(ExitCode.MISUSED, broken.code());
        assertEquals(
                "question: line 1, column 11: the text ends too early. Maybe a closing brace, bracket or quote "
                        + "is missing at its end.\n",
                broken.err());
        assertEquals(ExitCode.MISUSED, missing.code());
        assertEquals(
                "'" + folder.resolve("none.json") + "' cannot be read as a text file. Maybe its name is misspelt.\n",
                missing.err());
        assertEquals(ExitCode.MISUSED, mixed.code());
        assertEquals(
                """
                --question holds the whole question; leave out --tokens.
                'tunewise advise --help' lists all there is.
                """,
                mixed.err());
    }

    @Test
    void aMisspeltOptionIsMisuse() {
        Printed printed = advise("Llama 3.1 8B", "--token", "5M");

        assertEquals(ExitCode.MISUSED, printed.code());
        assertTrue(printed.err().startsWith("Unknown option: '--token'"), printed.err());
        assertTrue(printed.err().contains("--tokens"), printed.err());
    }

    @Test
    void faultyRulesAnswerNobody(@TempDir Path folder) {
        Path rules = Terminal.rulesWith(folder, "catalog/providers.csv", "runpod,", "Runpod,");

        Printed printed = terminal.type("advise", "Llama 3.1 8B", "--tokens", "5M", "--data", data, "--rules", rules);

        assertEquals(ExitCode.FOUND_SOMETHING, printed.code());
        assertEquals("", printed.out());
        assertTrue(printed.err().contains("rules/catalog/providers.csv:"), printed.err());
        assertTrue(printed.err().strip().matches("(?s).*\\d+ faults?\\."), printed.err());
    }

    private Printed advise(Object... words) {
        Object[] all = new Object[words.length + 3];
        all[0] = "advise";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--data";
        all[words.length + 2] = data;
        return terminal.type(all);
    }
}
