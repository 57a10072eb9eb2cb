package tunewise.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tunewise.catalog.Catalog;
import tunewise.catalog.Requirement;
import tunewise.fixtures.ShippedRules;
import tunewise.training.Method;
import tunewise.training.Quantization;
import tunewise.training.Sharding;

/** What is installed has its versions named, and nothing is compiled for hours on a machine that is paid for. */
class PackagesTest {
    private static final Catalog CATALOG = ShippedRules.loaded().catalog();

    /** Tools to build with, and an extra of what another package names the version of. */
    private static final Set<String> UNNAMED =
            Set.of("packaging", "setuptools", "wheel", "ninja", "transformers[kernels]");

    @ParameterizedTest
    @ValueSource(strings = {"trl", "axolotl", "llama-factory", "unsloth"})
    void everyVersionIsNamed(String stack) {
        List<String> loose = packages(KnownExamplesTest.qlora(stack, "d"))
                .filter(name -> !name.contains("==") && !name.contains("@") && !UNNAMED.contains(name))
                .toList();
        assertEquals(List.of(), loose);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trl", "axolotl", "llama-factory", "unsloth"})
    void torchComesFirst(String stack) {
        String first =
                Packages.install(KnownExamplesTest.qlora(stack, "d"), CATALOG).get(0);
        assertTrue(first.startsWith("pip install torch=="), first);
    }

    /** Wheels of flash-attn 2.8.3 were published for torch up to 2.8; with a later one it is compiled. */
    @ParameterizedTest
    @ValueSource(strings = {"trl", "axolotl", "llama-factory", "unsloth"})
    void flashAttentionIsNeverCompiled(String stack) {
        List<String> packages = packages(KnownExamplesTest.qlora(stack, "d")).toList();
        assertEquals(
                packages.contains("torch==2.8.0"),
                packages.stream().anyMatch(name -> name.startsWith("flash-attn")),
                packages::toString);
    }

    /** transformers 5.18 refuses torchao before 0.15, and takes kernels from 0.17 to before 0.18. */
    @Test
    void whatTransformersAsksForIsThere() {
        TrainingRun run = KnownExamplesTest.run(
                "trl", "d", Method.FULL, Quantization.NONE, 8, Sharding.FSDP, "adamw_torch_8bit", null);
        List<String> packages = packages(run).toList();
        assertTrue(packages.contains("torchao==0.16.0"), packages::toString);
        assertTrue(packages.contains("kernels==0.17.1"), packages::toString);
    }

    /** Up to 2.10 the aarch64 wheel of torch has no CUDA, and flash-attn has none at all. */
    @Test
    void armMachinesGetATorchThatHasCudaOrNothing() {
        assertEquals(
                List.of("torch==2.11.0"),
                CATALOG.trainers().requirements("trl", "arm64").stream()
                        .map(Requirement::requirement)
                        .filter(each -> each.startsWith("torch="))
                        .toList());
        assertTrue(CATALOG.trainers().installs("trl", "arm64"));
        for (String stack : List.of("axolotl", "llama-factory", "unsloth")) {
            assertFalse(CATALOG.trainers().installs(stack, "arm64"), stack);
        }
    }

    /** The plugin that its configuration names stops it where it is not installed. */
    @Test
    void axolotlsPluginIsInstalled() {
        assertTrue(packages(KnownExamplesTest.qlora("axolotl", "d"))
                .anyMatch(each ->
                        each.startsWith("cut-cross-entropy[transformers]@git+https://github.com/axolotl-ai-cloud/")));
    }

    private static Stream<String> packages(TrainingRun run) {
        return Packages.install(run, CATALOG).stream()
                .map(command -> command.replaceFirst("^pip install ", "")
                        .replaceFirst(" ?--index-url \\S+", "")
                        .replaceFirst(" ?--no-build-isolation", ""))
                .map(command -> command.replace(" @ ", "@").replace("'", ""))
                .flatMap(command -> Stream.of(command.split(" ")));
    }
}
