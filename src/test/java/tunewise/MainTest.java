package tunewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.advice.LoadedRelease;
import tunewise.fixtures.FewRules;

class MainTest {
    @TempDir
    private Path folder;

    @Test
    void whatCheckAndTestCompileIsKeptInADataFolderThatIsThere() throws IOException {
        LoadedRelease compiled = new Main().loaded(FewRules.FILES, folder);
        List<Path> builds = builds();
        assertEquals(1, builds.size());
        Object written = Files.getLastModifiedTime(builds.get(0));

        LoadedRelease again = new Main().loaded(FewRules.FILES, folder);

        assertEquals(compiled.release(), again.release());
        assertEquals(compiled.rulebook().rules(), again.rulebook().rules());
        assertEquals(builds, builds());
        assertEquals(written, Files.getLastModifiedTime(builds.get(0)));
    }

    @Test
    void aCheckMakesNoDataFolder() {
        Path missing = folder.resolve("data");
        LoadedRelease compiled = new Main().loaded(FewRules.FILES, missing);
        assertFalse(compiled.rulebook().rules().isEmpty());
        assertFalse(Files.exists(missing));
    }

    private List<Path> builds() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("compiled-rules"))) {
            return files.toList();
        }
    }
}
