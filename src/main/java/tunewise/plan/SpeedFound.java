package tunewise.plan;

import tunewise.catalog.Speed;
import tunewise.estimate.SizePosition;
import tunewise.text.Figures;
import tunewise.training.Method;

/**
 * Training speed on a number of one GPU type.
 *
 * @param tokensPerSecond of all GPUs together
 * @param asGiven whether the figure is for this very size, rather than scaled to it
 */
public record SpeedFound(
        Method method,
        String gpu,
        int gpuCount,
        double tokensPerSecond,
        boolean asGiven,
        Speed.Basis basis,
        String text)
        implements Finding {

    public static SpeedFound asGiven(Speed speed) {
        String how =
                switch (speed.basis()) {
                    case STATED -> "as stated";
                    case READ -> "read from printed hours (" + speed.note() + ")";
                    case DERIVED -> "derived (" + speed.note() + ")";
                };
        String text = speed.method().label() + " on " + speed.gpuCount() + "x " + speed.gpu() + ": "
                + Figures.grouped(speed.tokensPerSecond(), 1) + " tokens/s, " + how + ".";
        return new SpeedFound(
                speed.method(), speed.gpu(), speed.gpuCount(), speed.tokensPerSecond(), true, speed.basis(), text);
    }

    /** A speed at 7B, scaled to a size. */
    public static SpeedFound scaled(Speed at7b, SizePosition size) {
        double scaled = at7b.tokensPerSecond() * size.relativeSpeed();
        String text = at7b.method().label() + " on " + at7b.gpuCount() + "x " + at7b.gpu() + ": "
                + Figures.grouped(at7b.tokensPerSecond(), 0) + " tokens/s at 7B x "
                + Figures.plain(size.relativeSpeed(), 3) + " for the size = " + Figures.grouped(scaled, 1)
                + " tokens/s.";
        return new SpeedFound(at7b.method(), at7b.gpu(), at7b.gpuCount(), scaled, false, at7b.basis(), text);
    }

    @Override
    public boolean concerns(Quote quote) {
        Plan plan = quote.plan();
        boolean usable = gpuCount == plan.gpuCount() || gpuCount == 1;
        boolean ownOrBase = method == plan.method() || method == Method.LORA;
        return usable && ownOrBase && gpu.equals(plan.gpu().id());
    }
}
