package tunewise.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.fixtures.House;

/** The archive that somebody can follow without us. */
class BundleTest {
    private static final Exports EXPORTS = new Exports(House.knowhow().catalog());
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
                        "trl.yaml"),
                List.copyOf(unzipped(bundle).keySet()));
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
                    "## What to expect", "## What is here", "## What to do", "## How to compare it with reality")) {
                assertTrue(readme.contains(heading), readme);
            }
            assertTrue(readme.contains("GiB") && readme.contains("$") && readme.contains(" h |"), readme);
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
