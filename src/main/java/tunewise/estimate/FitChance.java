package tunewise.estimate;

import java.util.Map;
import java.util.Objects;
import tunewise.catalog.Coefficient;
import tunewise.catalog.EstimatorCoefficient;

/**
 * How many runs of a hundred fit, by where the card's memory lies within their estimate: counted on published runs whose
 * peak is known, between low end, centre and high end on a scale of ratios.
 */
public final class FitChance {
    private static final double[] AT = {-1, -0.5, 0, 0.5, 1};

    private final double[] shares;
    private final double likely;
    private final double unlikely;

    /**
     * @param likely share of runs from which one likely fits
     * @param unlikely share of runs below which one does not
     */
    FitChance(Map<EstimatorCoefficient, Coefficient> figures, double likely, double unlikely) {
        this.likely = likely;
        this.unlikely = unlikely;
        shares = new double[] {
            value(figures, EstimatorCoefficient.FITS_AT_LOW),
            value(figures, EstimatorCoefficient.FITS_BELOW_CENTRE),
            value(figures, EstimatorCoefficient.FITS_AT_CENTRE),
            value(figures, EstimatorCoefficient.FITS_ABOVE_CENTRE),
            value(figures, EstimatorCoefficient.FITS_AT_HIGH)
        };
    }

    /** Share of runs whose peak lies at or below what the card can hold, both in GiB. */
    public double probability(Range needGib, double usableGib) {
        double at = position(needGib, usableGib);
        if (at <= AT[0]) {
            return at < 2 * AT[0] ? 0 : shares[0] * (at - 2 * AT[0]) / -AT[0];
        }
        for (int i = 1; i < AT.length; i++) {
            if (at < AT[i]) {
                return shares[i - 1] + (shares[i] - shares[i - 1]) * (at - AT[i - 1]) / (AT[i] - AT[i - 1]);
            }
        }
        return shares[AT.length - 1];
    }

    public Fit fit(Range needGib, double usableGib) {
        if (needGib.high() <= usableGib) {
            return Fit.YES;
        }
        double share = probability(needGib, usableGib);
        return share >= likely ? Fit.LIKELY : share >= unlikely ? Fit.UNLIKELY : Fit.NO;
    }

    /** -1 at the low end, 0 at the centre, 1 at the high end. */
    static double position(Range range, double gib) {
        double from = Math.log(gib / range.central());
        double end = Math.abs(Math.log((from < 0 ? range.low() : range.high()) / range.central()));
        return end == 0 ? Math.signum(from) * 2 : from / end;
    }

    private static double value(Map<EstimatorCoefficient, Coefficient> figures, EstimatorCoefficient id) {
        return Objects.requireNonNull(figures.get(id)).value();
    }
}
