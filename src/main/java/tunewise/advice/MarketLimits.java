package tunewise.advice;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tunewise.question.Commitment;
import tunewise.question.Interconnect;
import tunewise.question.Knowledge;
import tunewise.question.Question;
import tunewise.question.Reliability;

/**
 * What of a question decides which offers it sees.
 *
 * @param guide whether the guide's own prices hold
 * @param priced whether offers are to be rented at all
 */
record MarketLimits(
        boolean guide,
        LocalDate asOf,
        List<String> providers,
        List<String> gpus,
        List<String> excludeGpus,
        Commitment commitment,
        List<String> regions,
        List<String> tiers,
        @Nullable Double minReliability,
        @Nullable Interconnect interconnect,
        boolean reliable,
        boolean priced) {
    static MarketLimits of(Question question, boolean priced) {
        return new MarketLimits(
                question.knowledge() == Knowledge.GUIDE,
                question.asOf(),
                question.providers(),
                question.gpus(),
                question.excludeGpus(),
                question.commitment(),
                question.regions(),
                question.tiers(),
                question.minReliability(),
                question.interconnect(),
                question.reliability() == Reliability.HIGH,
                priced);
    }
}
