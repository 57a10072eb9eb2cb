package tunewise.catalog;

import org.jspecify.annotations.Nullable;
import tunewise.text.Described;

/**
 * A training technique with its effects; shares of 1, null where the source gives none.
 *
 * @param id as in {@code gradient-checkpointing}
 * @param memorySavedLow least share of memory saved
 * @param timeChangeLow least change of training time; negative is faster
 */
public record Technique(
        String id,
        String name,
        @Nullable Double memorySavedLow,
        @Nullable Double memorySavedHigh,
        @Nullable Double timeChangeLow,
        @Nullable Double timeChangeHigh,
        @Nullable Double qualityLow,
        @Nullable Double qualityHigh,
        String source,
        String note)
        implements Described {
    @Override
    public String summary() {
        return "technique " + name;
    }
}
