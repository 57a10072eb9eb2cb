package tunewise.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
        "Quadro RTX 6000, quadro-rtx-6000",
        "NVIDIA Quadro RTX 6000 24GB, quadro-rtx-6000",
        "RTX 8000, quadro-rtx-8000",
        "Quadro RTX A6000, rtx-a6000",
        "DGX Spark, gb10",
        "laptop RTX 4090, rtx-4090-laptop",
        "Strix Halo, ryzen-ai-max-395",
        "M2 Ultra, apple-m2-ultra-64gb",
        "M2 Ultra 192GB, apple-m2-ultra-192gb"
    })
    void aNameIsFoundAsPeopleWriteIt(String written, String id) {
        assertEquals(Optional.of(id), names.find(written).map(Gpu::id));
    }

    /** A Turing card of 24 GB and an Ada card of 48 GB are both sold by this name. */
    @Test
    void aNameOfTwoCardsIsNeither() {
        assertTrue(names.find("RTX 6000").isEmpty());
    }

    @Test
    void anotherMemoryIsAnotherCard() {
        assertTrue(names.find("RTX 3090 48GB").isEmpty());
        assertTrue(names.find("RTX 9090").isEmpty());
    }

    @Test
    void whatNoTrainerRunsOnIsKnownWithTheReason() {
        for (String name : List.of(
                "M3 Max 64GB",
                "GTX 1650",
                "Gaudi 2",
                "TPU v5e",
                "Apple M4",
                "M4 Pro 48GB",
                "MacBook Pro M3",
                "MacBook",
                "Mac mini M4",
                "TPU v4-8",
                "Jetson Orin Nano 8GB",
                "Tesla K80",
                "Trainium",
                "inf2")) {
            assertTrue(names.find(name).orElseThrow().untrainable(), name);
        }
    }

    @Test
    void aVendorAloneNamesNoCard() {
        for (String name : List.of("NVIDIA", "GPU", "Radeon", "")) {
            assertTrue(names.find(name).isEmpty(), name);
        }
    }
}
