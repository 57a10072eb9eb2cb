package tunewise.web.page;

import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import tunewise.estimate.Range;
import tunewise.wording.DisplayText;

/** A line of a card; note is said beside the value. */
public record Fact(String label, String value, @Nullable String note) {
    public static Fact of(String label, String value) {
        return new Fact(label, value, null);
    }

    /** The central value, with low and high beside it. */
    public static Fact of(String label, Range range, DoubleFunction<String> words) {
        return new Fact(label, words.apply(range.central()), DisplayText.between(range, words));
    }
}
