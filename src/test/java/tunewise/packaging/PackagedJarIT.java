package tunewise.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The jar as it is handed out, which packaging has made. */
class PackagedJarIT {
    private static final Path JAR = Path.of("target/tunewise.jar");
    private static final long MOST_BYTES = 32_000_000;
    private static final String BILL = "META-INF/sbom/tunewise.cdx.json";
    private static final List<String> SYSTEMS = List.of(
            "Linux/x86_64/libsqlitejdbc.so",
            "Linux/aarch64/libsqlitejdbc.so",
            "Mac/x86_64/libsqlitejdbc.dylib",
            "Mac/aarch64/libsqlitejdbc.dylib",
            "Windows/x86_64/sqlitejdbc.dll");

    @TempDir
    private Path folder;

    @Test
    void itIsSmallAndRunsWherePeopleRunIt() throws IOException {
        assertTrue(
                Files.size(JAR) < MOST_BYTES,
                () -> "the jar has " + JAR.toFile().length() + " bytes");
        assertEquals(
                Set.copyOf(SYSTEMS),
                entries().stream()
                        .map(ZipEntry::getName)
                        .filter(name -> name.matches(".+\\.(so|dll|dylib)"))
                        .map(name -> name.substring("org/sqlite/native/".length()))
                        .collect(Collectors.toSet()));
    }

    @Test
    void itsEntriesAreSortedAndHaveOneDateSoThatTwoBuildsAreAlike() throws IOException {
        List<ZipEntry> entries = entries();
        List<String> names = entries.stream().skip(1).map(ZipEntry::getName).toList();
        assertEquals(names.stream().sorted().toList(), names);
        assertEquals(1, entries.stream().map(ZipEntry::getTimeLocal).distinct().count());
    }

    @Test
    void everyClassIsOfALibraryThatTheBillOfMaterialsNames() throws IOException {
        Set<String> billed = new HashSet<>();
        for (JsonNode component : bill().path("components")) {
            billed.addAll(classes(library(component)));
        }
        List<String> unbilled = entries().stream()
                .map(ZipEntry::getName)
                .filter(name -> name.endsWith(".class") && !name.startsWith("tunewise/"))
                .filter(name -> !name.startsWith("gg/jte/generated/"))
                .filter(name -> !billed.contains(name))
                .toList();
        assertEquals(List.of(), unbilled);
    }

    @Test
    void theFirstAnswerNeedsNoCompilerAndLeavesTheConsoleToTheAnswer() throws Exception {
        Path data = folder.resolve("data");
        Path console = folder.resolve("console");
        Path answer = folder.resolve("answer");
        Process advise = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-jar",
                        JAR.toString(),
                        "advise",
                        "Llama 3.1 8B",
                        "--tokens",
                        "5M",
                        "--data",
                        data.toString())
                .redirectError(console.toFile())
                .redirectOutput(answer.toFile())
                .start();
        assertTrue(advise.waitFor(3, TimeUnit.MINUTES), "no answer within three minutes");
        assertEquals("", Files.readString(console));
        assertEquals(0, advise.exitValue());
        assertTrue(Files.readString(answer).contains("Recorded as "), Files.readString(answer));
        assertFalse(
                Files.exists(data.resolve("compiled-rules")), "rules were compiled that lie compiled beside the jar");
    }

    private static List<ZipEntry> entries() throws IOException {
        try (ZipFile zip = new ZipFile(JAR.toFile())) {
            return new ArrayList<>(Collections.list(zip.entries()));
        }
    }

    private static JsonNode bill() throws IOException {
        try (ZipFile zip = new ZipFile(JAR.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(BILL))) {
            return JsonMapper.shared().readTree(in);
        }
    }

    /** The very version that tests run with. */
    private static Path library(JsonNode component) {
        String file = component.path("name").asString() + "-"
                + component.path("version").asString() + ".jar";
        for (String path : List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))) {
            if (Path.of(path).getFileName().toString().equals(file)) {
                return Path.of(path);
            }
        }
        throw new AssertionError("the bill names " + file + ", and tests run without");
    }

    private static Set<String> classes(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).collect(Collectors.toSet());
        }
    }
}
