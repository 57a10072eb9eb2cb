package tunewise.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.fixtures.ShippedRules;

/** The archive that somebody can follow without us. */
class BundleTest {
    private static final Exports EXPORTS = new Exports(ShippedRules.loaded().catalog());
    private static final Pattern INTERNAL = Pattern.compile(
            "\\b(ledger|firings?|rulebook|drools|fixture|scenario|catalog|setup|[A-Z]{3}-\\d{3}|[GE]\\d\\d)\\b");

    private final Recommendation one = Grid.ask(
            """
            {"model": "meta-llama/Llama-3.1-8B", "tokens": 5000000, "gpus": ["rtx-4090"], "maxGpus": 1, "asOf": "2026-03-31"}
            """);
    private final Recommendation pod = Grid.ask(
            """
            {"model": "meta-llama/Llama-2-70b-hf", "tokens": 5000000, "methods": ["lora"], "providers": ["coreweave"],
             "stack": "llama-factory", "asOf": "2026-03-31"}
            """);

    @Test
    void onOneGpuItHasConfigurationLaunchersAndTheAnswer() throws IOException {
        ExportFile bundle = EXPORTS.file(one, Format.BUNDLE);
        assertEquals("llama-3-1-8b-lora-0190a1b2.zip", bundle.name());
        assertEquals("application/zip", bundle.mediaType());
        assertEquals(
                List.of(
                        "README.md",
                        "recommendation.json",
                        "skypilot.yaml",
                        "train.dstack.yml",
                        "train.sh",
                        "train_trl.py",
                        "trl.yaml"),
                List.copyOf(unzipped(bundle).keySet()));
    }

    /** The script runs with stand-ins for what it calls; installing fails in the second round. */
    @Test
    void itsScriptTrainsWithinTheMinutesAndAlwaysTellsToGiveTheMachineBack(@TempDir Path folder) throws Exception {
        for (var file : unzipped(EXPORTS.file(one, Format.BUNDLE)).entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/train.jsonl"), "{}\n");
        Path bin = Files.createDirectories(folder.resolve("bin"));
        tool(bin, "python3", "mkdir -p .venv/bin && : > .venv/bin/activate");
        tool(bin, "pip", "exit \"${PIP_EXIT:-0}\"");
        tool(bin, "nvidia-smi", ":");
        tool(bin, "python", "echo trained with \"$@\"");

        String good = run(folder, bin, "0");
        assertTrue(good.contains("trained with train_trl.py --config trl.yaml"), good);
        assertTrue(good.contains("give the machine back: it costs $0.34 an hour."), good);
        String failed = run(folder, bin, "1");
        assertFalse(failed.contains("trained"), failed);
        assertTrue(failed.contains("give the machine back: it costs $0.34 an hour."), failed);
    }

    private static void tool(Path bin, String name, String does) throws IOException {
        Path tool = bin.resolve(name);
        Files.writeString(tool, "#!/usr/bin/env bash\n" + does + "\n");
        assertTrue(tool.toFile().setExecutable(true));
    }

    private static String run(Path folder, Path bin, String pipExit) throws Exception {
        ProcessBuilder script =
                new ProcessBuilder("bash", folder.resolve("train.sh").toString());
        script.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        script.environment().put("PIP_EXIT", pipExit);
        script.environment().remove("RUNPOD_POD_ID");
        Process running = script.redirectErrorStream(true).start();
        String reported = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        running.waitFor();
        return reported;
    }

    @Test
    void onAPodItHasWhatSeveralGpusTakeAndSaysWhoCannotRentIt() throws IOException {
        Map<String, String> files = unzipped(EXPORTS.file(pod, Format.BUNDLE));
        assertEquals(
                List.of(
                        "README.md",
                        "accelerate.yaml",
                        "data/dataset_info.json",
                        "llama-factory.yaml",
                        "recommendation.json",
                        "train.sh"),
                List.copyOf(files.keySet()));
        String readme = String.valueOf(files.get("README.md"));
        assertTrue(readme.contains("SkyPilot has no name for"), readme);
        assertTrue(readme.contains("dstack has no name for"), readme);
        assertFalse(readme.contains("sky launch"), readme);
        assertTrue(readme.contains(" with a price that was looked up on 2026-"), readme);
    }

    @Test
    void theAnswerInItIsTheAnswer() throws IOException {
        String json = String.valueOf(unzipped(EXPORTS.file(one, Format.BUNDLE)).get("recommendation.json"));
        assertEquals(one, AnswerJson.read(json));
    }

    @Test
    void itsBytesAreTheSameAtEveryTimeAndPlace() {
        TimeZone here = TimeZone.getDefault();
        byte[] first = EXPORTS.file(one, Format.BUNDLE).content();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            assertArrayEquals(first, EXPORTS.file(one, Format.BUNDLE).content());
        } finally {
            TimeZone.setDefault(here);
        }
    }

    @Test
    void itsReadmeSaysWhatToDoAndExpectInWordsThatNeedNoExplanation() throws IOException {
        for (Recommendation answer : Grid.ANSWERS) {
            if (EXPORTS.refusal(answer, Format.BUNDLE).isPresent()) {
                continue;
            }
            String readme =
                    String.valueOf(unzipped(EXPORTS.file(answer, Format.BUNDLE)).get("README.md"));
            for (String heading : List.of(
                    "## What to expect", "## What is here", "## What to do", "## How to compare it with your run")) {
                assertTrue(readme.contains(heading), readme);
            }
            assertTrue(
                    readme.contains("GiB") && readme.contains("$") && readme.matches("(?s).* (h|min) \\|.*"), readme);
            String own = readme.substring(0, readme.indexOf("## Know before"));
            assertFalse(INTERNAL.matcher(own).find(), own);
            assertTrue(readme.endsWith("\n"));
        }
    }

    private static SortedMap<String, String> unzipped(ExportFile bundle) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        String last = "";
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bundle.content()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertTrue(entry.getName().compareTo(last) > 0, "sorted");
                last = entry.getName();
                files.put(last, new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
