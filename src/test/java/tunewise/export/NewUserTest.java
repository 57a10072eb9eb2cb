package tunewise.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.advice.Setup;
import tunewise.fixtures.ShippedRules;

/**
 * Somebody who never saw this follows the README of an archive line by line, up to where only money is missing: what
 * installs, rents and trains is a stand-in, which complains where a file that it is told of is not there.
 */
class NewUserTest {
    private static final Exports EXPORTS = new Exports(ShippedRules.loaded().catalog());
    private static final Pattern SAMPLE =
            Pattern.compile("Put your samples into `(\\S+)`, one JSON object a line: `(.+?)`");
    private static final Pattern WAY = Pattern.compile("(?m)^   - [^\\n]*?`((?:bash|sky|dstack) [^`]+)`");
    private static final String LOOKS =
            """
            for word in "$@"; do
              case "$word" in
                *.yaml|*.yml|*.py) [ -f "$word" ] || { echo "there is no $word"; exit 9; } ;;
              esac
            done
            echo "started: $(basename "$0") $*"
            """;

    @TempDir
    Path folder;

    @Test
    void qloraOnOneCard() throws Exception {
        Recommendation answer = Grid.ask(
                """
                {"model": "meta-llama/Llama-3.1-8B", "tokens": 5000000, "methods": ["qlora"], "gpus": ["rtx-4090"],
                 "maxGpus": 1, "stack": "trl", "asOf": "2026-03-31"}""");
        List<String> started = followed(answer, 1, "none");

        assertTrue(started.contains("started: python train_trl.py --config trl.yaml"), started::toString);
        assertTrue(started.stream().anyMatch(line -> line.startsWith("started: sky launch")), started::toString);
        assertTrue(started.contains("started: dstack apply -f train.dstack.yml"), started::toString);
    }

    @Test
    void copiesOnTwo() throws Exception {
        Recommendation answer = Grid.ANSWERS.stream()
                .filter(each -> setup(each).gpuCount() == 2
                        && setup(each).stack().equals("trl")
                        && setup(each).sharding().id().equals("ddp"))
                .filter(each -> EXPORTS.refusal(each, Format.BUNDLE).isEmpty())
                .findFirst()
                .orElseThrow();
        List<String> started = followed(answer, 2, "ddp");

        assertTrue(
                started.contains(
                        "started: accelerate launch --config_file accelerate.yaml train_trl.py --config trl.yaml"),
                started::toString);
    }

    @Test
    void fsdpOnEight() throws Exception {
        Recommendation answer = Grid.ask(
                """
                {"model": "Llama 3.1 70B", "tokens": 20000000, "methods": ["lora"], "gpus": ["a100-sxm-80gb"],
                 "maxGpus": 8, "stack": "trl", "asOf": "2026-03-31"}""");
        List<String> started = followed(answer, 8, "fsdp");

        assertTrue(
                started.contains(
                        "started: accelerate launch --config_file accelerate.yaml train_trl.py --config trl.yaml"),
                started::toString);
    }

    /** What was started, in the order in which the README names the ways. */
    private List<String> followed(Recommendation answer, int gpus, String sharding) throws Exception {
        assertEquals(gpus, setup(answer).gpuCount());
        assertEquals(sharding, setup(answer).sharding().id());
        unzip(EXPORTS.file(answer, Format.BUNDLE));
        String readme = Files.readString(folder.resolve("README.md"));

        Matcher sample = SAMPLE.matcher(readme);
        assertTrue(sample.find(), readme);
        AnswerJson.MAPPER.readTree(sample.group(2));
        Path data = folder.resolve(sample.group(1));
        Files.createDirectories(data.getParent());
        Files.writeString(data, sample.group(2) + "\n");

        standIns();
        List<String> started = new ArrayList<>();
        Matcher way = WAY.matcher(readme);
        while (way.find()) {
            Ran ran = run(way.group(1));
            assertEquals(0, ran.exit(), ran.text());
            ran.text().lines().filter(line -> line.startsWith("started: ")).forEach(started::add);
        }
        assertTrue(!started.isEmpty(), readme);
        return started;
    }

    private void standIns() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("stand-ins"));
        for (String tool : List.of("python", "accelerate", "sky", "dstack")) {
            tool(bin, tool, LOOKS);
        }
        tool(bin, "python3", "mkdir -p .venv/bin && : > .venv/bin/activate");
        tool(bin, "pip", ":");
        tool(bin, "nvidia-smi", ":");
    }

    private static void tool(Path bin, String name, String does) throws IOException {
        Path tool = Files.writeString(bin.resolve(name), "#!/usr/bin/env bash\n" + does + "\n");
        assertTrue(tool.toFile().setExecutable(true));
    }

    private record Ran(int exit, String text) {}

    private Ran run(String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).directory(folder.toFile());
        builder.environment().put("PATH", folder.resolve("stand-ins") + ":" + System.getenv("PATH"));
        builder.environment().put("HF_TOKEN", "a-token");
        builder.environment().remove("RUNPOD_POD_ID");
        Process process = builder.redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), text);
    }

    private void unzip(ExportFile bundle) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bundle.content()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.write(file, zip.readAllBytes());
            }
        }
    }

    private static Setup setup(Recommendation answer) {
        return Objects.requireNonNull(answer.setup());
    }
}
