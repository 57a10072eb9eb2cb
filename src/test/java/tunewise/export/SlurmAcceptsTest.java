package tunewise.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tunewise.advice.Recommendation;
import tunewise.fixtures.ShippedRules;

/**
 * A real Slurm takes the batch files that we export. It runs where {@code SLURM_CONF} names the configuration of a
 * controller that answers; nodes with eight GPUs in the state CLOUD are enough, since nothing is started.
 */
class SlurmAcceptsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\": \"Qwen3 8B\", \"tokens\": 5000000, \"ownGpus\": [\"1x RTX 3090\"], \"asOf\": \"2026-03-31\"}",
                "{\"model\": \"Qwen2.5 32B\", \"tokens\": 10000000, \"ownGpus\": [\"4x RTX 3090\"], \"asOf\": \"2026-03-31\"}",
                "{\"model\": \"DeepSeek V3 671B\", \"tokens\": 10000000, \"methods\": [\"lora\"], \"gpus\": [\"a100-sxm-80gb\"],"
                        + " \"nodes\": 8, \"asOf\": \"2026-03-31\"}"
            })
    void itIsQueuedAsItIs(String question, @TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(System.getenv("SLURM_CONF") != null, "no Slurm to ask");
        Recommendation answer = Grid.ask(question);
        Path file = folder.resolve("train.sbatch");
        Files.writeString(
                file,
                new Exports(ShippedRules.loaded().catalog())
                        .file(answer, Format.SLURM)
                        .text());

        Process sbatch = new ProcessBuilder("sbatch", "--test-only", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(sbatch.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, sbatch.waitFor(), said);
    }
}
