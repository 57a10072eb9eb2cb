package tunewise.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.advice.Recommendation;
import tunewise.fixtures.ShippedRules;

/** The scripts that we hand out, read by shellcheck, where its environment was made; else this is skipped. */
class ShellcheckTest {
    private static final Exports EXPORTS = new Exports(ShippedRules.loaded().catalog());

    @TempDir
    Path folder;

    @Test
    void noScriptOfTheGridGivesItCauseToComplain() throws Exception {
        String shellcheck = shellcheck();
        Map<String, String> scripts = new TreeMap<>();
        List<Recommendation> answers = new ArrayList<>(Grid.ANSWERS);
        answers.add(Grid.ask("{\"model\": \"deepseek-ai/DeepSeek-V3\", \"tokens\": 10000000, \"methods\": [\"lora\"],"
                + " \"gpus\": [\"a100-sxm-80gb\"], \"nodes\": 8, \"asOf\": \"2026-03-31\"}"));
        answers.add(
                Grid.ask(
                        "{\"model\": \"Llama 3.1 8B\", \"tokens\": 5000000, \"ownGpus\": [{\"gpu\": \"rtx-3090\", \"count\": 2}], \"asOf\": \"2026-03-31\"}"));
        for (Recommendation answer : answers) {
            for (Format format : List.of(Format.SHELL, Format.SLURM)) {
                if (EXPORTS.refusal(answer, format).isEmpty()) {
                    String text = EXPORTS.file(answer, format).text();
                    scripts.putIfAbsent(kind(text), text);
                }
            }
        }
        assertTrue(scripts.size() > 10, () -> "only " + scripts.size() + " kinds of scripts");
        int number = 0;
        List<String> command = new ArrayList<>(List.of(shellcheck));
        for (String text : scripts.values()) {
            command.add(
                    Files.writeString(folder.resolve(number++ + ".sh"), text).toString());
        }
        assertEquals("", said(command));
    }

    @Test
    void whatItWouldFindIsFound() throws Exception {
        Path script = Files.writeString(folder.resolve("bad.sh"), "#!/usr/bin/env bash\ncd $1\n");
        assertTrue(said(List.of(shellcheck(), script.toString())).contains("SC2086"));
    }

    /** The script without what differs from answer to answer and says nothing to a shell. */
    private static String kind(String script) {
        return script.replaceAll("(?m)^#.*$", "").replaceAll("\\d+", "0");
    }

    private static String shellcheck() throws IOException, InterruptedException {
        String found = said(List.of("bash", "src/test/python/environments.sh", "--check", "--only", "shellcheck"))
                .strip();
        assumeTrue(found.startsWith("shellcheck "), "src/test/python/environments.sh was not run here");
        return found.substring("shellcheck ".length()) + "/bin/shellcheck";
    }

    private static String said(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }
}
