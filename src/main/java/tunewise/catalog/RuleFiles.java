package tunewise.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The content of a rules folder: everything that answers depend on, and the content of a release.
 *
 * @param files text by path, as in {@code rules/eligibility/memory.drl}
 */
public record RuleFiles(SortedMap<String, String> files) {
    private static final List<String> KEPT = List.of(".drl", ".csv");
    private static final long MOST_BYTES = 16L << 20;

    public RuleFiles {
        files = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** Reads all rule and catalog files below a folder. */
    public static RuleFiles load(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new FaultsException(List.of(Fault.at(
                    folder.toString(),
                    0,
                    "there is no rules folder here.",
                    "Maybe the service was started in another folder; --rules DIR names it.")));
        }
        return load(folder, "rules/", KEPT);
    }

    /**
     * Reads the files below a folder whose names end in one of the endings; their paths begin with a prefix. What is no
     * UTF-8 is read as {@link Encoding} finds it.
     */
    public static RuleFiles load(Path folder, String prefix, List<String> endings) {
        SortedMap<String, String> files = new TreeMap<>();
        List<Fault> faults = new ArrayList<>();
        Path root = real(folder);
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(path -> !Files.isDirectory(path)).toList()) {
                String name = prefix + root.relativize(path).toString().replace('\\', '/');
                if (endings.stream().anyMatch(name::endsWith)) {
                    Optional<Fault> fault = unreadable(root, path, name);
                    fault.ifPresent(faults::add);
                    if (fault.isEmpty()) {
                        files.put(name, new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!faults.isEmpty()) {
            throw new FaultsException(faults);
        }
        return new RuleFiles(files);
    }

    /** Pipes and devices have no end, and a link could lead to anything that this machine holds. */
    private static Optional<Fault> unreadable(Path root, Path path, String name) throws IOException {
        if (!Files.isRegularFile(path)) {
            return Optional.of(Fault.at(
                    name,
                    0,
                    "this is not a plain file, so we do not read it.",
                    "Maybe it is a pipe or a broken link."));
        }
        if (!path.toRealPath().startsWith(root)) {
            return Optional.of(Fault.at(
                    name,
                    0,
                    "this link leads out of the folder, so we do not follow it.",
                    "Maybe copy the file itself here."));
        }
        long size = Files.size(path);
        return size <= MOST_BYTES
                ? Optional.empty()
                : Optional.of(Fault.at(
                        name,
                        0,
                        "the file has " + size + " bytes, of at most " + MOST_BYTES + ".",
                        "Maybe remove rows that no answer needs."));
    }

    /** Where a folder is, which may be named by a link. */
    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rule files among them. */
    public SortedMap<String, String> rules() {
        SortedMap<String, String> rules = new TreeMap<>(files);
        rules.keySet().removeIf(path -> !path.endsWith(".drl"));
        return rules;
    }

    /** {@code sha256:} and the hash over every path and text, lengths included, so that nothing can shift between them. */
    public String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, String> file : files.entrySet()) {
                update(digest, file.getKey());
                update(digest, file.getValue());
            }
            return "sha256:" + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}
