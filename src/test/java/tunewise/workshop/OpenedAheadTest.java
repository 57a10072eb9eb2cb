package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;
import tunewise.fixtures.ShippedRules;

/** What is made ready ahead saves time where it is wanted, and does no harm where it is not. */
class OpenedAheadTest {
    private static final RuleFiles OTHER = new RuleFiles(new TreeMap<>(Map.of("rules/other.drl", "")));

    private final List<RuleFiles> compiled = new CopyOnWriteArrayList<>();

    @Test
    void theFolderIsMadeReadyOnce() {
        LoadedRelease release = ShippedRules.ADVISOR.loaded();
        OpenedAhead ahead = OpenedAhead.begin(release::files, this::compile);

        assertEquals(release, ahead.of(release.files()));
        assertEquals(List.of(release.files()), compiled);
        ahead.of(release.files());
        assertEquals(2, compiled.size(), "who asks again gets rules of their own");
    }

    @Test
    void anotherReleaseIsCompiledAsEver() {
        LoadedRelease release = ShippedRules.ADVISOR.loaded();
        OpenedAhead ahead = OpenedAhead.begin(() -> OTHER, files -> {
            if (files.equals(OTHER)) {
                throw new FaultsException(List.of(Fault.at("rules/other.drl", 1, "it is faulty.", "Maybe.")));
            }
            return compile(files);
        });

        assertEquals(release, ahead.of(release.files()));
    }

    @Test
    void theFaultsOfTheFolderAreToldToWhoeverWantsIt() {
        List<RuleFiles> tried = new ArrayList<>();
        OpenedAhead ahead = OpenedAhead.begin(() -> OTHER, files -> {
            synchronized (tried) {
                tried.add(files);
            }
            throw new FaultsException(List.of(Fault.at("rules/other.drl", 1, "it is faulty.", "Maybe.")));
        });

        assertThrows(FaultsException.class, () -> ahead.of(OTHER));
        assertEquals(2, tried.size());
    }

    private LoadedRelease compile(RuleFiles files) {
        compiled.add(files);
        return ShippedRules.ADVISOR.loaded();
    }
}
