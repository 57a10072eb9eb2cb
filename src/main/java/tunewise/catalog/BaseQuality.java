package tunewise.catalog;

import tunewise.text.Described;
import tunewise.text.Figures;

/**
 * What training over an NF4 base keeps of the quality over a 16-bit one.
 *
 * @param fromB smallest size it holds for, billions of parameters
 * @param low share of LoRA's quality at the same rank, 0 to 1
 */
public record BaseQuality(String id, double fromB, double low, double high, String source, String note)
        implements Described {
    @Override
    public String summary() {
        return "an NF4 base from " + Figures.plain(fromB, 0) + "B on: " + Figures.plain(100 * low, 0) + " to "
                + Figures.plain(100 * high, 0) + " % of LoRA's quality";
    }
}
