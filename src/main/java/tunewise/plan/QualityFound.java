package tunewise.plan;

import java.util.Locale;
import tunewise.catalog.BaseQuality;
import tunewise.catalog.TaskQuality;
import tunewise.text.Figures;
import tunewise.training.Method;

/**
 * What a method keeps of full fine-tuning's gain, as measured.
 *
 * @param low share of the gain, 0 to 1
 */
public record QualityFound(Method method, double low, double high, String text) implements Finding {

    /** Of adapters over a 16-bit base. */
    public static QualityFound of(TaskQuality measured, int rank) {
        String text = "adapters of rank " + rank + " keep " + percent(measured.low(), measured.high())
                + " of what full fine-tuning gains on " + measured.task().id() + ", with "
                + measured.confidence().name().toLowerCase(Locale.ROOT) + " confidence.";
        return new QualityFound(Method.LORA, measured.low(), measured.high(), text);
    }

    /** Of the same adapters over an NF4 base. */
    public static QualityFound quantised(BaseQuality base, QualityFound lora) {
        QualityFound found = of(lora, base);
        String text = "QLoRA keeps " + percent(found.low, found.high) + ": LoRA's " + percent(lora.low(), lora.high())
                + " times the " + percent(base.low(), base.high()) + " that a 4-bit base keeps.";
        return new QualityFound(Method.QLORA, found.low, found.high, text);
    }

    /** The same in the words of 0.2.0, whose releases still call this. */
    public static QualityFound of(QualityFound lora, BaseQuality base) {
        double low = lora.low() * base.low();
        double high = lora.high() * base.high();
        String text = "over a 4-bit base " + percent(low, high) + ": LoRA's " + percent(lora.low(), lora.high())
                + " times " + percent(base.low(), base.high()) + ".";
        return new QualityFound(Method.QLORA, low, high, text);
    }

    /** What it keeps at a middling estimate. */
    public double middle() {
        return (low + high) / 2;
    }

    private static String percent(double low, double high) {
        return Figures.plain(100 * low, 0) + " to " + Figures.plain(100 * high, 0) + " %";
    }

    @Override
    public boolean concerns(Quote quote) {
        return method == quote.plan().method();
    }
}
