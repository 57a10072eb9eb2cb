package tunewise.ledger.verify;

import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.entry.VerifyExport.Chain;
import tunewise.ledger.entry.VerifyExport.Erasure;
import tunewise.ledger.entry.VerifyExport.Link;
import tunewise.ledger.entry.VerifyExport.Place;
import tunewise.ledger.entry.VerifyExport.Signed;

/**
 * Some entries of a chain that follow each other, proven apart from the rest. Segments are joined at their ends, so that
 * several machines can prove a chain that is too long for one.
 *
 * @param begin where it begins, going by what its first entry says of the one before; null where it has none
 * @param end where it ends
 * @param holds whether nothing was wrong in it
 */
public record Segment(@Nullable Place begin, @Nullable Place end, boolean holds) {

    /** Proves entries in their order; checkpoints and erasures are those of the whole chain. */
    public static Segment of(Iterator<Link> links, List<Erasure> erasures, List<Signed> checkpoints) {
        if (!links.hasNext()) {
            return new Segment(null, null, true);
        }
        Link first = links.next();
        Place begin = Place.before(first);
        Chain chain = new Chain(erasures, checkpoints, begin);
        if (chain.take(first)) {
            take(chain, links);
        }
        Place end = chain.place();
        return new Segment(begin, end, chain.fault().isEmpty());
    }

    /**
     * Joins the segments of a whole chain in their order. Where one does not hold or does not follow the one before, the
     * entries from there on are taken one by one, which says what is wrong in the words that a single machine has.
     *
     * @param from the entries of a segment, by its number from 0, and of all after it
     */
    public static Chain joined(
            List<Segment> segments,
            IntFunction<Iterator<Link>> from,
            List<Erasure> erasures,
            List<Signed> checkpoints) {
        Place place = Place.START;
        for (int number = 0; number < segments.size(); number++) {
            Segment segment = segments.get(number);
            if (segment.begin == null || segment.end == null) {
                continue;
            }
            if (!segment.holds || !place.joins(segment.begin)) {
                Chain chain = new Chain(erasures, checkpoints, place);
                take(chain, from.apply(number));
                chain.end();
                return chain;
            }
            place = place.then(segment.end);
        }
        Chain chain = new Chain(erasures, checkpoints, place);
        chain.end();
        return chain;
    }

    /** Takes entries as long as the chain wants more. */
    private static void take(Chain chain, Iterator<Link> links) {
        boolean wanted = true;
        while (wanted && links.hasNext()) {
            wanted = chain.take(links.next());
        }
    }
}
