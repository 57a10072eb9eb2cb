package tunewise.plan;

import tunewise.catalog.Pick;
import tunewise.estimate.SizePosition;
import tunewise.question.Figures;
import tunewise.question.Method;

/**
 * A set-up the guide names for this size and priority.
 *
 * @param pick id of the pick
 * @param best whether it is named first
 */
public record NamedPick(String pick, Method method, String gpu, int gpuCount, boolean best, String text)
        implements Finding {

    public static NamedPick of(Pick pick, SizePosition size) {
        boolean best = pick.standing() == Pick.Standing.BEST;
        String reach = size.inside(pick.sizeClass())
                ? ""
                : " (the class nearest to " + Figures.plain(size.parametersB(), 2) + "B parameters)";
        String text = "the guide's " + (best ? "pick" : "alternative") + " for " + pick.sizeClass() + reach + ": "
                + pick.method().label() + " on " + pick.gpuCount() + "x " + pick.gpu() + ".";
        return new NamedPick(pick.id(), pick.method(), pick.gpu(), pick.gpuCount(), best, text);
    }

    @Override
    public boolean concerns(Quote quote) {
        return method == quote.plan().method()
                && gpu.equals(quote.plan().gpu().id())
                && gpuCount == quote.plan().gpuCount();
    }
}
