package tunewise.catalog;

import java.util.Locale;
import tunewise.question.Described;
import tunewise.question.Method;

/**
 * Quality and time of a method relative to full fine-tuning.
 *
 * @param rank of the adapters; 0 for full fine-tuning
 * @param low share of full fine-tuning's quality, from 0 to 1
 * @param timeFactor training time relative to 16-bit LoRA
 */
public record Quality(Method method, int rank, double low, double high, double timeFactor, String source, String note)
        implements Described {
    @Override
    public String words() {
        return String.format(
                Locale.ROOT, "quality of %s rank %d: %.0f to %.0f %%", method.label(), rank, 100 * low, 100 * high);
    }
}
