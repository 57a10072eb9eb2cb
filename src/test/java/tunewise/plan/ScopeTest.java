package tunewise.plan;

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

class ScopeTest {
    @Test
    void aScopeOfAPlanCoversThatPlanAlone() {
        Scope scope = Scope.of(plan(Method.QLORA, "l40s", 2));
        assertFalse(scope.covers(plan(Method.QLORA, "l40s", 1)));
        assertTrue(scope.covers(plan(Method.QLORA, "l40s", 2)));
        assertFalse(scope.covers(plan(Method.QLORA, "l40s", 4)));
    }

    @Test
    void aScopeFromAPlanOnCoversMoreOfTheSameGpu() {
        Scope scope = Scope.from(plan(Method.QLORA, "l40s", 2));
        assertFalse(scope.covers(plan(Method.QLORA, "l40s", 1)));
        assertTrue(scope.covers(plan(Method.QLORA, "l40s", 2)));
        assertTrue(scope.covers(plan(Method.QLORA, "l40s", 8)));
        assertFalse(scope.covers(plan(Method.LORA, "l40s", 8)));
        assertFalse(scope.covers(plan(Method.QLORA, "l4", 8)));
    }

    @Test
    void aScopeOfOneOfferLeavesThePlanToOthersAndOneOfAMethodDoesNot() {
        Plan plan = plan(Method.QLORA, "l40s", 2);
        assertFalse(new Scope(Method.QLORA, 8, "l40s", 2, false, "runpod", "runpod-l40s-on-demand").covers(plan));
        assertTrue(Scope.of(Method.QLORA).covers(plan));
        assertFalse(Scope.of(Method.LORA).covers(plan));
    }

    static Plan plan(Method method, String gpu, int count) {
        return new Plan(
                method,
                8,
                Quantization.NF4,
                new Gpu(
                        gpu,
                        gpu,
                        "Ada",
                        Gpu.Generation.ADA,
                        48,
                        44.4,
                        864,
                        null,
                        null,
                        "PCIe",
                        350,
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
                        ""),
                count,
                1,
                16,
                false,
                true,
                Sharding.NONE,
                "adamw_torch_fused",
                "bf16",
                "trl",
                List.of(),
                new MemoryNeed(6, null, null, null, null, null, 10, 10, 10),
                Range.exactly(100),
                Range.exactly(10),
                0.88,
                0.9,
                Levers.NONE,
                1,
                0,
                Fit.YES,
                1);
    }
}
