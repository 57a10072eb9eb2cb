package tunewise.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import tunewise.audit.Ledger;

/** Where records are kept. */
final class DataFolder {
    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = "the ledger (default: data)")
    private Path data = Path.of("data");

    /** The ledger of the folder, which has to be there. */
    Ledger existing(Wiring wiring) {
        if (!Ledger.exists(data)) {
            throw new UnusableInputException("'" + data + "' holds no ledger. Maybe --data names another folder.");
        }
        return wiring.ledger(data);
    }
}
