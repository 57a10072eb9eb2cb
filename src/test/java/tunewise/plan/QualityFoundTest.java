package tunewise.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import tunewise.catalog.BaseQuality;
import tunewise.catalog.TaskQuality;
import tunewise.question.Task;
import tunewise.training.Method;

class QualityFoundTest {
    private static final TaskQuality CODE = new TaskQuality(
            Task.CODE, TaskQuality.Room.SHORT, 16, 0.36, 0.61, TaskQuality.Confidence.MEDIUM, "house", "");

    @Test
    void adaptersKeepWhatWasMeasured() {
        assertEquals(
                new QualityFound(
                        Method.LORA,
                        0.36,
                        0.61,
                        "adapters of rank 32 keep 36 to 61 % of what full fine-tuning gains on code,"
                                + " with medium confidence."),
                QualityFound.of(CODE, 32));
    }

    @Test
    void aFourBitBaseTakesItsShareOfBothEnds() {
        QualityFound lora = new QualityFound(Method.LORA, 0.5, 0.8, "");
        BaseQuality base = new BaseQuality("nf4", 0, 0.75, 0.99, "house", "");
        QualityFound qlora = QualityFound.quantised(base, lora);
        assertEquals(Method.QLORA, qlora.method());
        assertEquals(0.375, qlora.low(), 1e-12);
        assertEquals(0.792, qlora.high(), 1e-12);
        assertEquals(
                "QLoRA keeps 38 to 79 %: LoRA's 50 to 80 % times the 75 to 99 % that a 4-bit base keeps.",
                qlora.text());
        assertEquals(
                "over a 4-bit base 38 to 79 %: LoRA's 50 to 80 % times 75 to 99 %.",
                QualityFound.of(lora, base).text());
    }
}
