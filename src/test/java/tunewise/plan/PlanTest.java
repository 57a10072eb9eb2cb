package tunewise.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tunewise.catalog.Gpu;
import tunewise.estimate.Fit;
import tunewise.estimate.Range;
import tunewise.training.Method;
import tunewise.training.Quantization;
import tunewise.training.Sharding;

class PlanTest {
    @Test
    void aPlanFillsItsGpuByTheUpperEndOfItsMemory() {
        assertTrue(plan(16, 19.5).fills(0.95));
        assertFalse(plan(16, 18).fills(0.95));
    }

    @Test
    void aPlanThatTakesJustTheShareDoesNotFillItsGpu() {
        assertFalse(plan(16, 15).fills(0.75));
        assertTrue(plan(16, 15.01).fills(0.75));
    }

    @Test
    void aPlanThatTakesAllOfItsGpuFillsIt() {
        assertTrue(plan(16, 20).fills(0.95));
        assertFalse(plan(16, 20).fills(1));
    }

    @Test
    void aPlanIsKnownByItsMethodGpuAndCount() {
        assertEquals("lora/rtx-4000/2", plan(16, 18).key());
    }

    @Test
    void stepsAreFullSamplesOverAllGpusTheLastOneBegunAndNeverNone() {
        assertEquals(16, plan(16, 18).effectiveBatch());
        assertEquals(100, plan(16, 18).steps(100L * 16 * 2_048, 2_048));
        assertEquals(101, plan(16, 18).steps(100L * 16 * 2_048 + 1, 2_048));
        assertEquals(1, plan(16, 18).steps(1, 2_048));
        assertEquals(3_051_757_813L, plan(16, 18).steps(100_000_000_000_000L, 2_048));
    }

    private static Plan plan(double total, double high) {
        Gpu gpu = new Gpu(
                "rtx-4000",
                "RTX 4000",
                "Ada",
                Gpu.Generation.ADA,
                20,
                20,
                360,
                null,
                null,
                "PCIe",
                130,
                true,
                true,
                true,
                null,
                null,
                Gpu.Link.PCIE,
                "nvidia",
                "x86-64",
                "",
                List.of(),
                "house",
                "");
        return new Plan(
                Method.LORA,
                16,
                Quantization.NONE,
                gpu,
                2,
                4,
                2,
                false,
                true,
                Sharding.FSDP,
                "adamw-torch",
                "bf16",
                "trl",
                List.of(),
                new MemoryNeed(12.7, null, null, null, null, null, total, total, high),
                Range.exactly(3_000),
                Range.exactly(1),
                0.97,
                1,
                Levers.NONE,
                1,
                0,
                Fit.YES,
                1);
    }
}
