package tunewise.workshop;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Knowhow;
import tunewise.catalog.Fault;

/** What is not wrong, but worth a look before it is published. */
final class Warnings {
    private Warnings() {}

    /** knowhow is null where rules or catalogs are faulty. */
    static List<Fault> of(Workpiece piece, @Nullable Knowhow knowhow) {
        List<Fault> warnings = new ArrayList<>();
        if (!piece.hasFixtures()) {
            warnings.add(Fault.at(
                    "fixtures",
                    0,
                    "the tests are missing: nothing says what the rules are to do.",
                    "Maybe --fixtures DIR names their folder."));
        }
        return warnings;
    }
}
