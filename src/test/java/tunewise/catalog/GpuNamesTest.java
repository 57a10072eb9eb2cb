package tunewise.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tunewise.fixtures.ShippedRules;

/** GPUs are found by the names people write. */
class GpuNamesTest {
    private final GpuNames names = GpuNames.of(ShippedRules.loaded().catalog());

    @ParameterizedTest
    @CsvSource({
        "rtx-3090, rtx-3090",
        "RTX 3090, rtx-3090",
        "3090, rtx-3090",
        "NVIDIA GeForce RTX 3090 24GB, rtx-3090",
        "2080 Ti, rtx-2080-ti",
        "A6000, rtx-a6000",
        "RTX A6000, rtx-a6000",
        "T4, t4",
        "Tesla T4, t4",
        "V100 32GB, v100-32gb",
        "H20, h20-96gb",
        "4060 Ti 16GB, rtx-4060-ti-16gb",
        "MI300X, mi300x",
        "DGX Spark, gb10"
    })
    void aNameIsFoundAsPeopleWriteIt(String written, String id) {
        assertEquals(Optional.of(id), names.find(written).map(Gpu::id));
    }

    @Test
    void anotherMemoryIsAnotherCard() {
        assertTrue(names.find("RTX 3090 48GB").isEmpty());
        assertTrue(names.find("RTX 9090").isEmpty());
    }

    @Test
    void whatNoTrainerRunsOnIsKnownWithTheReason() {
        assertTrue(names.find("M3 Max 64GB").orElseThrow().untrainable());
        assertTrue(names.find("GTX 1650").orElseThrow().untrainable());
        assertTrue(names.find("Gaudi 2").orElseThrow().untrainable());
        assertTrue(names.find("TPU v5e").orElseThrow().untrainable());
    }
}
