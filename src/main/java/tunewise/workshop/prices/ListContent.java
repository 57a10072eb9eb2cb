package tunewise.workshop.prices;

import java.util.ArrayList;
import java.util.List;

/** Collects what a list holds while it is read. */
final class ListContent {
    private final List<ListedPrice> listings = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private int rows;

    /** Reads a row, which may turn out to be refused. */
    void row(String place, Runnable reading) {
        rows++;
        try {
            reading.run();
        } catch (RowRefused refused) {
            leaveOut(refused.at(place));
        }
    }

    void add(ListedPrice listing) {
        if (!(listing.gpuCount() > 0)) {
            throw RowRefused.faulty(
                    "there are " + Numbers.plain(listing.gpuCount()) + " GPUs.", "Maybe the count was left out.");
        }
        if (!(listing.usdPerHour() > 0)) {
            throw RowRefused.faulty(
                    "the " + listing.commitment().id() + " price " + Numbers.plain(listing.usdPerHour())
                            + " is not above zero.",
                    "Maybe there was no price, and a number stands for that.");
        }
        listings.add(listing);
    }

    void leaveOut(LeftOut row) {
        leftOut.add(row);
    }

    int rows() {
        return rows;
    }

    List<ListedPrice> listings() {
        return listings;
    }

    List<LeftOut> leftOut() {
        return leftOut;
    }
}
