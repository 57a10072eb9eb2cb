package tunewise.plan;

import tunewise.catalog.Pick;
import tunewise.estimate.SizePosition;
import tunewise.text.Figures;
import tunewise.training.Method;

/**
 * A set-up the guide names for this size and priority.
 *
 * @param pick id of the pick
 */
public record NamedPick(String pick, Method method, String gpu, int gpuCount, Weight weight, String text)
        implements Finding {

    /** DECIDES comes before any figure, LEANS only among near ties, SHOWN is shown beside the choice. */
    public enum Weight {
        DECIDES,
        LEANS,
        SHOWN
    }

    /** As the guide has it: what it names first decides, what it names second is shown. */
    public static NamedPick of(Pick pick, SizePosition size) {
        return of(pick, size, pick.standing() == Pick.Standing.BEST ? Weight.DECIDES : Weight.SHOWN);
    }

    /** A preference among others. */
    public static NamedPick leaning(Pick pick, SizePosition size) {
        return of(pick, size, Weight.LEANS);
    }

    private static NamedPick of(Pick pick, SizePosition size, Weight weight) {
        String reach = size.inside(pick.sizeClass())
                ? ""
                : " (the class nearest to " + Figures.plain(size.parametersB(), 2) + "B parameters)";
        String text = "the guide's " + (weight == Weight.SHOWN ? "alternative" : "pick") + " for " + pick.sizeClass()
                + reach + ": " + pick.method().label() + " on " + pick.gpuCount() + "x " + pick.gpu() + ".";
        return new NamedPick(pick.id(), pick.method(), pick.gpu(), pick.gpuCount(), weight, text);
    }

    @Override
    public boolean concerns(Quote quote) {
        return method == quote.plan().method()
                && gpu.equals(quote.plan().gpu().id())
                && gpuCount == quote.plan().gpuCount();
    }
}
