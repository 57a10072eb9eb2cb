package tunewise.export;

import tunewise.catalog.Catalog;
import tunewise.catalog.GpuName;
import tunewise.catalog.GpuName.Tool;

/** What a tool has to be told to rent the machine. */
final class Rental {
    private Rental() {}

    /**
     * What a tool calls the machine's GPU.
     *
     * @throws NotExportableException when the tool does not rent it out, or not on these terms
     */
    static GpuName name(TrainingRun run, Tool tool, String title, Catalog catalog) {
        TrainingRun.Machine machine = run.machine();
        if (machine.reserved()) {
            throw new NotExportableException(
                    title + " rents by the hour, and this set-up is priced for a reserved year."
                            + " Maybe take the shell script to the machine you have, or ask again for on-demand prices.");
        }
        return catalog.gpuName(tool, machine.provider(), machine.gpu())
                .orElseThrow(() -> new NotExportableException(title + " has no name for " + machine.gpuName() + " at "
                        + machine.providerName() + ", so it cannot rent it. Maybe take the shell script to a machine"
                        + " rented there by hand, or add the name to gpu-names.csv."));
    }
}
