package tunewise.plan;

import java.util.Locale;
import tunewise.catalog.Pick;
import tunewise.estimate.SizePosition;
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
                : String.format(Locale.ROOT, " (the class nearest to %.2fB parameters)", size.parametersB());
        String text = String.format(
                Locale.ROOT,
                "the guide's %s for %s%s: %s on %dx %s.",
                best ? "pick" : "alternative",
                pick.sizeClass(),
                reach,
                pick.method().label(),
                pick.gpuCount(),
                pick.gpu());
        return new NamedPick(pick.id(), pick.method(), pick.gpu(), pick.gpuCount(), best, text);
    }

    @Override
    public boolean concerns(Quote quote) {
        return method == quote.plan().method()
                && gpu.equals(quote.plan().gpu().id())
                && gpuCount == quote.plan().gpuCount();
    }
}
