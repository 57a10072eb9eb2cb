package tunewise.catalog.csv;

import java.util.ArrayList;
import java.util.List;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;

/** Collects what is wrong until everything was looked at. */
final class Faults {
    private final List<Fault> found = new ArrayList<>();

    void add(String file, int line, String message, String hint) {
        found.add(Fault.at(file, line, message, hint));
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new FaultsException(found);
        }
    }
}
