package tunewise.rulebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;
import tunewise.rulebook.language.Phase;

class KeptBuildsTest {
    private static final Set<String> SOURCES = Set.of("G03", "G14", "G15", "house");

    @TempDir
    private Path folder;

    @Test
    void keptRulesFindWhatCompiledOnesFind() throws IOException {
        KeptBuilds kept = new KeptBuilds(folder, "1");
        RuleFiles files = saying("something");
        List<Firing> compiled = found(files, kept);
        assertTrue(kept.find(files).isPresent());
        assertEquals(compiled, found(files, kept));
        assertEquals("something", compiled.get(0).finding().text());
    }

    @Test
    void otherRulesOrAnotherVersionAreAnotherBuild() throws IOException {
        Rulebook.compile(saying("something"), SOURCES, new KeptBuilds(folder, "1"))
                .close();
        assertTrue(new KeptBuilds(folder, "1").find(saying("something else")).isEmpty());
        assertTrue(new KeptBuilds(folder, "2").find(saying("something")).isEmpty());
    }

    @Test
    void aDamagedBuildIsCompiledAgainAndReplaced() throws IOException {
        KeptBuilds kept = new KeptBuilds(folder, "1");
        RuleFiles files = saying("something");
        List<Firing> compiled = found(files, kept);
        Path file = onlyFile();
        for (int at : List.of(0, 40, 2_000)) {
            byte[] content = Files.readAllBytes(file);
            content[at] ^= 1;
            Files.write(file, content);
            assertTrue(kept.find(files).isEmpty());
            assertEquals(compiled, found(files, kept));
            assertTrue(kept.find(files).isPresent());
        }
        Files.write(file, new byte[10]);
        assertTrue(kept.find(files).isEmpty());
    }

    @Test
    void keptClassesAreLookedThroughAsCompiledOnesAre() throws IOException {
        KeptBuilds kept = new KeptBuilds(folder, "1");
        RuleFiles files = saying("something");
        Rulebook.compile(files, SOURCES, kept).close();
        KeptBuilds.Build build = kept.find(files).orElseThrow();
        byte[] evil = evilModule();
        kept.keep(files, new KeptBuilds.Build(build.rules(), evil));
        assertEquals("something", found(files, kept).get(0).finding().text());
        kept.keep(files, new KeptBuilds.Build(build.rules(), withClass(build.module(), "tunewise/Evil.class")));
        assertEquals("something", found(files, kept).get(0).finding().text());
    }

    @Test
    void aSourceThatTheCatalogNoLongerHasIsAFaultOfKeptRulesToo() throws IOException {
        KeptBuilds kept = new KeptBuilds(folder, "1");
        Rulebook.compile(saying("something"), SOURCES, kept).close();
        assertThrows(FaultsException.class, () -> Rulebook.compile(saying("something"), Set.of("G03"), kept));
    }

    @Test
    void releasesWithTheSameRulesShareThemUntilTheLastIsClosed() throws IOException {
        KeptBuilds kept = new KeptBuilds(folder, "1");
        RuleFiles files = saying("something");
        Rulebook first = Rulebook.compile(files, SOURCES, kept);
        Files.delete(onlyFile());
        Rulebook second = Rulebook.compile(files, SOURCES, kept);
        first.close();
        first.close();
        try (RuleSession session = second.consult()) {
            session.insert(List.of(HostileFacts.QUESTION));
            assertEquals(1, session.run(Phase.ELIGIBILITY).size());
        }
        Rulebook third = Rulebook.compile(files, SOURCES, kept);
        assertThrows(IllegalStateException.class, () -> third.remove("ELI-001"));
        third.close();
        second.close();
        assertTrue(kept.open(kept.key(files)).isEmpty());
    }

    @Test
    void onlyTheNewestAreKept() throws IOException {
        KeptBuilds kept = new KeptBuilds(folder, "1");
        for (int i = 0; i < 8; i++) {
            kept.keep(saying("number " + i), new KeptBuilds.Build(List.of(), new byte[] {(byte) i}));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(5, files.count());
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsNoFault() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertEquals(
                "something",
                found(saying("something"), new KeptBuilds(file, "1"))
                        .get(0)
                        .finding()
                        .text());
    }

    private static List<Firing> found(RuleFiles files, KeptBuilds kept) {
        try (Rulebook rules = Rulebook.compile(files, SOURCES, kept);
                RuleSession session = rules.consult()) {
            session.insert(List.of(HostileFacts.QUESTION));
            return session.run(Phase.ELIGIBILITY);
        }
    }

    private static RuleFiles saying(String text) {
        return files("insert( new Caveat( \"" + text + "\" ) );");
    }

    private static RuleFiles files(String then) {
        TreeMap<String, String> files = new TreeMap<>();
        files.put(
                "rules/eligibility/a.drl",
                """
                package rules.eligibility
                import tunewise.plan.*
                import tunewise.question.*
                agenda-group "eligibility"
                rule "ELI-900 Something is said"
                    @source( house )
                when
                    Question()
                then
                    %s
                end
                """
                        .formatted(then));
        return new RuleFiles(files);
    }

    /** Rules that the guard would not have let through. */
    private static byte[] evilModule() {
        RuleBuild build = new RuleBuild(Set.of());
        RuleFiles files = files("System.setProperty( \"hostile\", \"yes\" ); insert( new Caveat( \"x\" ) );");
        var module = Optional.ofNullable(build.attempt(files).module()).orElseThrow();
        RuleBuild.forget(module.getReleaseId());
        return module.getBytes();
    }

    private static byte[] withClass(byte[] jar, String name) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                zip.putNextEntry(new ZipEntry(entry.getName()));
                in.transferTo(zip);
            }
            zip.putNextEntry(new ZipEntry(name));
            zip.write("not a class".getBytes(StandardCharsets.US_ASCII));
        }
        return out.toByteArray();
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }
}
