package tunewise.web;

import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import tunewise.estimate.Range;

/** A line of a card; note is said beside the value. */
record Fact(String label, String value, @Nullable String note) {
    static Fact of(String label, String value) {
        return new Fact(label, value, null);
    }

    /** The central value, with low and high beside it. */
    static Fact of(String label, Range range, DoubleFunction<String> words) {
        return new Fact(label, words.apply(range.central()), Words.between(range, words));
    }
}
