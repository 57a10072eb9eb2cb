package tunewise.export;

import java.util.List;
import java.util.Set;
import tunewise.catalog.Catalog;
import tunewise.catalog.GpuName;
import tunewise.catalog.GpuName.Tool;
import tunewise.question.Commitment;

/** What a tool has to be told to rent the machine. */
final class Rental {
    /** Providers whose machines price lists call as launchers do. */
    private static final Set<String> OWN_NAMES = Set.of("aws", "azure", "gcp");

    private Rental() {}

    /** What has to be known of the price before a tool is let loose. */
    static List<String> priceNotes(TrainingRun run) {
        Machine machine = run.machine();
        String price = "Counted with " + TrainingRun.dollars(run.budget().usdPerHour()) + " an hour at "
                + machine.providerName() + place(machine);
        String priceLine = machine.priceNote().isEmpty() ? price + "." : price + ": " + machine.priceNote() + ".";
        return spot(run)
                ? List.of(priceLine, "You may lose a spot machine at any moment: save checkpoints elsewhere.")
                : List.of(priceLine);
    }

    private static String place(Machine machine) {
        String place = machine.terms().place();
        return place.isEmpty() ? "" : " in " + place;
    }

    /** The machine as the provider's own interface calls it; empty where the list has another name for it, or none. */
    static String instance(TrainingRun run) {
        return OWN_NAMES.contains(run.machine().provider())
                ? run.machine().terms().instance()
                : "";
    }

    static boolean spot(TrainingRun run) {
        return run.machine().commitment() == Commitment.SPOT;
    }

    /**
     * What a tool calls the machine's GPU.
     *
     * @throws NotExportableException when the tool does not rent it out, or not on these terms
     */
    static GpuName name(TrainingRun run, Tool tool, String title, Catalog catalog) {
        Machine machine = run.machine();
        if (machine.commitment() == Commitment.RESERVED) {
            throw new NotExportableException(
                    title + " rents by the hour, and this set-up is priced for a reserved year."
                            + " Maybe take the shell script to the machine you have, or ask again for on-demand "
                            + "prices.");
        }
        return catalog.gpuName(tool, machine.provider(), machine.gpu())
                .orElseThrow(() -> new NotExportableException(title + " has no name for " + machine.gpuName() + " at "
                        + machine.providerName() + ", so it cannot rent it. Maybe take the shell script to a machine"
                        + " rented there by hand."));
    }
}
