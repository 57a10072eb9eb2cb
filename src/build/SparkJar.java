import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes the jar that is submitted to Spark: all of the program's jar, and the jobs. What Spark brings itself to write logs
 * stays out, so that there is one of it.
 */
public final class SparkJar {
    private static final List<String> LEFT_OUT =
            List.of("org/slf4j/", "META-INF/services/org.slf4j", "META-INF/maven/org.slf4j", "META-INF/MANIFEST.MF");

    private SparkJar() {}

    /** The program's jar, the folder of classes, the jar to make, and the date of its entries. */
    public static void main(String[] args) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        Manifest manifest;
        try (JarFile program = new JarFile(args[0])) {
            manifest = new Manifest(program.getManifest());
            read(program, entries);
        }
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "tunewise.spark.Jobs");
        manifest.getMainAttributes().remove(Attributes.Name.CLASS_PATH);
        Path classes = Path.of(args[1]);
        try (Stream<Path> files = Files.walk(classes.resolve("tunewise/spark"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                entries.put(classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        write(Path.of(args[2]), manifest, entries, LocalDateTime.ofInstant(Instant.parse(args[3]), ZoneOffset.UTC));
        System.out.printf("%d bytes for Spark%n", Files.size(Path.of(args[2])));
    }

    private static void read(ZipFile program, Map<String, byte[]> entries) throws IOException {
        for (ZipEntry entry : Collections.list(program.entries())) {
            if (!entry.isDirectory() && LEFT_OUT.stream().noneMatch(entry.getName()::startsWith)) {
                entries.put(entry.getName(), program.getInputStream(entry).readAllBytes());
            }
        }
    }

    private static void write(Path jar, Manifest manifest, Map<String, byte[]> entries, LocalDateTime date)
            throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            put(out, "META-INF/MANIFEST.MF", date);
            manifest.write(out);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                put(out, entry.getKey(), date);
                out.write(entry.getValue());
            }
        }
    }

    private static void put(ZipOutputStream out, String name, LocalDateTime date) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(date);
        out.putNextEntry(entry);
    }
}
