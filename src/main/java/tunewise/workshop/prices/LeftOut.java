package tunewise.workshop.prices;

import com.fasterxml.jackson.annotation.JsonValue;
import tunewise.text.Choice;

/**
 * A row that no offer is made of.
 *
 * @param place where it stands, as in {@code vms.csv:14}
 * @param message what was found, with the value
 * @param hint what may be meant or done; may be empty
 */
public record LeftOut(String place, Why why, String message, String hint) {

    /** Why a row is left out. */
    public enum Why implements Choice {
        /** Something is wrong with the row. */
        FAULTY("with something wrong"),
        UNKNOWN_GPU("of GPUs that gpus.csv does not have"),
        UNKNOWN_PROVIDER("of providers that providers.csv does not have"),
        NOT_OFFERED("without a price at the moment"),
        SHARED_GPU("of a share of a GPU"),
        NO_MACHINE("without the price of the machine that they are attached to"),
        NO_GPU("without a GPU"),
        NOT_ASKED("of other regions or machines than asked for"),
        OVERTAKEN("older than what the catalog has");

        private final String words;

        Why(String words) {
            this.words = words;
        }

        @Override
        @JsonValue
        public String id() {
            return Choice.idOf(name());
        }

        /** Which rows these are. */
        public String summary() {
            return words;
        }
    }

    /** As it is printed: the place and what is wrong, and a line of advice. */
    public String text() {
        return place + ": " + message + (hint.isEmpty() ? "" : "\n" + hint);
    }
}
