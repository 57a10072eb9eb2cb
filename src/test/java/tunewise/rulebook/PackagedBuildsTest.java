package tunewise.rulebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.catalog.RuleFiles;
import tunewise.fixtures.FewRules;

class PackagedBuildsTest {
    @TempDir
    private Path folder;

    @Test
    void whatWasPackagedIsFoundByItsContentAndAnswers() throws IOException {
        Path rules = written(FewRules.FILES);
        Path jar = folder.resolve("rules.jar");
        PackagedBuilds.main(new String[] {rules.toString(), jar.toString(), "1"});
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry only = Collections.list(zip.entries()).get(0);
            assertEquals(1, zip.size());
            Path builds = Files.createDirectories(folder.resolve("compiled-rules"));
            Path build = folder.resolve(only.getName());
            Files.write(build, zip.getInputStream(only).readAllBytes());

            KeptBuilds kept = new KeptBuilds(builds, "1");
            assertTrue(kept.has(RuleFiles.load(rules)));
            assertFalse(new KeptBuilds(builds, "2").has(RuleFiles.load(rules)));
            try (Rulebook reopened = Rulebook.compile(RuleFiles.load(rules), null, kept)) {
                assertFalse(reopened.rules().isEmpty());
                reopened.consult().close();
            }
            assertEquals(List.of(build), builds(builds), "was compiled again");
        }
    }

    @Test
    void whatWasNotPackagedIsNotFound() throws IOException {
        assertEquals(Optional.empty(), PackagedBuilds.content(FewRules.FILES, "1"));
    }

    private Path written(RuleFiles files) throws IOException {
        for (Map.Entry<String, String> file : files.files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return folder.resolve("rules");
    }

    private static List<Path> builds(Path folder) throws IOException {
        try (Stream<Path> builds = Files.list(folder)) {
            return builds.toList();
        }
    }
}
