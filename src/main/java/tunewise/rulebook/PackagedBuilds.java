package tunewise.rulebook;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;
import tunewise.rulebook.guard.ClassCheck;
import tunewise.rulebook.guard.Layer;
import tunewise.rulebook.guard.RuleCheck;

/**
 * The rules that the program is shipped with, compiled, so that its first start need not: a jar that the program's own names
 * as part of its class path, and does without where it is missing. It is no part of that one, because the engine never
 * compiles twice to the same bytes. What an older version of Java compiled, a newer one runs too.
 */
public final class PackagedBuilds {
    private static final String FOLDER = "compiled-rules";
    private static final int OLDEST_JAVA = 17;
    private static final LocalDateTime NO_DATE = LocalDateTime.of(1980, 2, 1, 0, 0);

    private PackagedBuilds() {}

    /**
     * Compiles rules while the program is packaged, run by the packed program itself: the folder of rules, the jar to write,
     * and the product's version if it is not the one that the program tells.
     */
    public static void main(String[] args) throws IOException {
        String version =
                args.length > 2 ? args[2] : PackagedBuilds.class.getPackage().getImplementationVersion();
        RuleFiles files = RuleFiles.load(Path.of(args[0]));
        byte[] content = KeptBuilds.content(compiled(files));
        Path target = Path.of(args[1]);
        Path written = target.resolveSibling(target.getFileName() + ".part");
        try (OutputStream file = Files.newOutputStream(written);
                ZipOutputStream jar = new ZipOutputStream(file)) {
            jar.setLevel(Deflater.BEST_COMPRESSION);
            put(jar, FOLDER + "/" + name(files, version, Runtime.version().feature()), content);
        }
        // One that lies there already is open while this runs.
        Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static KeptBuilds.Build compiled(RuleFiles files) throws IOException {
        RuleCheck.Reading reading = RuleCheck.read(files, null);
        if (!reading.faults().isEmpty()) {
            throw new FaultsException(reading.faults());
        }
        RuleBuild build = new RuleBuild(Layer.ALL, () -> "packaged");
        InternalKieModule module = build.compile(files, reading.rules());
        ClassCheck.Reading classes = build.check(module, reading.rules());
        if (!classes.faults().isEmpty()) {
            throw new FaultsException(classes.faults());
        }
        return new KeptBuilds.Build(reading.rules(), sortedAndLoose(module.getBytes()));
    }

    /**
     * The same entries in the order of their names, without dates and not packed: packed all together, classes that are much
     * alike take a fraction.
     */
    private static byte[] sortedAndLoose(byte[] module) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(module))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        ByteArrayOutputStream sorted = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(sorted)) {
            out.setLevel(Deflater.NO_COMPRESSION);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                put(out, entry.getKey(), entry.getValue());
            }
        }
        return sorted.toByteArray();
    }

    private static void put(ZipOutputStream jar, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_DATE);
        jar.putNextEntry(entry);
        jar.write(content);
        jar.closeEntry();
    }

    /** The build of these files that lies beside the program; empty where none was packaged. */
    static Optional<byte[]> content(RuleFiles files, String version) throws IOException {
        for (int feature = Runtime.version().feature(); feature >= OLDEST_JAVA; feature--) {
            try (InputStream build =
                    PackagedBuilds.class.getResourceAsStream("/" + FOLDER + "/" + name(files, version, feature))) {
                if (build != null) {
                    return Optional.of(build.readAllBytes());
                }
            }
        }
        return Optional.empty();
    }

    private static String name(RuleFiles files, String version, int feature) {
        return KeptBuilds.key(files, version, feature) + ".build";
    }
}
