package tunewise.plan;

import java.util.List;
import tunewise.text.Choice;
import tunewise.text.Described;

/**
 * Offers of the day that a question does not allow, counted.
 *
 * @param names what names them: the tiers, or the providers, in alphabetical order
 */
public record OffersLeftOut(Reason reason, int count, List<String> names) implements Described {

    /** Why offers are left out. */
    public enum Reason implements Choice {
        /** They stand outside the places allowed. */
        PLACE,
        /** Their list names no place, and the provider has none there that is known. */
        PLACE_UNNAMED,
        /** They are of a tier that is not allowed. */
        TIER,
        /** Their machines lack the link that is asked for, or nobody says that they have it. */
        LINK,
        /** Their hosts are up too little, or nobody says how much. */
        RELIABILITY,
        /** Their GPU is of a maker that the installation of trainers is not for. */
        MAKER,
        /** Others are as large and as fast for less. */
        BEATEN;

        @Override
        public String id() {
            return Choice.idOf(name());
        }
    }

    public OffersLeftOut {
        names = List.copyOf(names);
    }

    /** The names, as a sentence has them. */
    public String listed() {
        return String.join(", ", names);
    }

    @Override
    public String summary() {
        return count + (count == 1 ? " offer" : " offers") + " left out by "
                + reason.id().replace('-', ' ');
    }
}
