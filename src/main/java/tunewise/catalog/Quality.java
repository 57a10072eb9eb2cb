package tunewise.catalog;

import tunewise.text.Described;
import tunewise.text.Figures;
import tunewise.training.Method;

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
    public String summary() {
        return "quality of " + method.label() + " rank " + rank + ": " + Figures.plain(100 * low, 0) + " to "
                + Figures.plain(100 * high, 0) + " %";
    }
}
