package tunewise.catalog;

import java.util.List;
import java.util.stream.Collectors;

/** Everything wrong with a rules folder, all at once. */
public final class FaultsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;

    public FaultsException(List<Fault> faults) {
        super(faults.stream().sorted().map(Fault::text).collect(Collectors.joining("\n")));
        this.faults = faults.stream().sorted().toList();
    }

    public List<Fault> faults() {
        return faults;
    }
}
