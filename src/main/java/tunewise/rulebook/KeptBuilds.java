package tunewise.rulebook;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.drools.base.util.Drools;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.RulesLanguage;
import tunewise.rulebook.guard.Permitted;
import tunewise.rulebook.guard.RuleCheck;
import tunewise.rulebook.language.RuleInfo;

/**
 * Compiled rules on disk, so that a start need not compile them again; those that were packaged with the program are
 * found too. A build is found by the content of its rule files, the engine, the product, the version of Java and the
 * words that rules may name; any change makes it another. It is a help and never needed: what is missing, damaged or
 * cannot be written is compiled.
 */
public final class KeptBuilds {
    private static final Logger LOG = LoggerFactory.getLogger(KeptBuilds.class);
    private static final int MOST = 5;
    private static final long MOST_BYTES = 64L << 20;
    private static final String SUFFIX = ".build";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<RuleInfo>> RULES = new TypeReference<>() {};

    private final @Nullable Path folder;
    private final String version;
    private final Map<String, WeakReference<OpenRules>> open = new ConcurrentHashMap<>();

    /** version is that of the product. */
    public KeptBuilds(Path folder, String version) {
        this.folder = folder;
        this.version = version;
    }

    private KeptBuilds(String version) {
        this.folder = null;
        this.version = version;
    }

    /** Those that were packaged with the program alone; nothing is kept. */
    public static KeptBuilds packaged(String version) {
        return new KeptBuilds(version);
    }

    /** Rules, and the module of Drools that they were compiled to, as a jar. */
    static final class Build {
        private final List<RuleInfo> rules;
        private final byte[] module;

        Build(List<RuleInfo> rules, byte[] module) {
            this.rules = List.copyOf(rules);
            this.module = module.clone();
        }

        List<RuleInfo> rules() {
            return rules;
        }

        byte[] module() {
            return module.clone();
        }
    }

    /** Whether these rules were compiled before, and so were found to be harmless. */
    public boolean has(RuleFiles files) {
        return find(files).isPresent();
    }

    /** The version of the product that these builds are of. */
    public String version() {
        return version;
    }

    /**
     * Takes over the build of these files that somebody else left in a folder, if there is one. Nobody's word is taken for
     * what the rules are; the classes are looked through when they are loaded, like all that was kept.
     */
    public void take(RuleFiles files, Path from) {
        new KeptBuilds(from, version)
                .find(files)
                .ifPresent(build ->
                        keep(files, new Build(RuleCheck.read(files, null).rules(), build.module())));
    }

    /** Lays the build of these files into another folder, if there is one. */
    public void copy(RuleFiles files, Path to) {
        find(files).ifPresent(build -> new KeptBuilds(to, version).keep(files, build));
    }

    /** These rules where somebody who takes builds from here has them open; who asks holds them from now on. */
    Optional<OpenRules> open(String key) {
        return Optional.ofNullable(open.get(key))
                .flatMap(rules -> Optional.ofNullable(rules.get()))
                .filter(OpenRules::join);
    }

    /** Lets others who want the same rules have these as long as somebody holds them. */
    void share(String key, OpenRules rules) {
        open.values().removeIf(each -> each.refersTo(null));
        open.put(key, new WeakReference<>(rules));
    }

    /** The build of these files, if it was kept here or packaged with the program, and is whole. */
    Optional<Build> find(RuleFiles files) {
        return find(files, key(files));
    }

    Optional<Build> find(RuleFiles files, String key) {
        String name = key + SUFFIX;
        try {
            Optional<byte[]> content = folder == null ? Optional.empty() : content(folder.resolve(name));
            return content.isPresent()
                    ? content.flatMap(kept -> whole(kept, name))
                    : PackagedBuilds.content(files, version).flatMap(packaged -> whole(packaged, name));
        } catch (IOException e) {
            LOG.warn("{} cannot be read ({}); its rules are compiled again", name, e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<byte[]> content(Path file) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES
                ? Optional.of(Files.readAllBytes(file))
                : Optional.empty();
    }

    private static Optional<Build> whole(byte[] content, String name) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
            byte[] expected = in.readNBytes(digest().getDigestLength());
            byte[] rest = in.readAllBytes();
            if (!MessageDigest.isEqual(expected, digest().digest(rest))) {
                LOG.warn("{} is damaged; its rules are compiled again", name);
                return Optional.empty();
            }
            DataInputStream body = new DataInputStream(new ByteArrayInputStream(rest));
            byte[] rules = body.readNBytes(body.readInt());
            return Optional.of(new Build(JSON.readValue(rules, RULES), body.readAllBytes()));
        } catch (IOException | JacksonException e) {
            LOG.warn("{} cannot be read ({}); its rules are compiled again", name, e.getMessage());
            return Optional.empty();
        }
    }

    void keep(RuleFiles files, Build build) {
        keep(key(files), build);
    }

    /** Keeps a build and lets the oldest go. */
    void keep(String key, Build build) {
        if (folder == null) {
            return;
        }
        Path file = folder.resolve(key + SUFFIX);
        try {
            Files.createDirectories(folder);
            ownerOnly(folder, "rwx------");
            Path written = Files.createTempFile(folder, "", ".part");
            Files.write(written, content(build));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            prune(folder);
        } catch (IOException e) {
            LOG.warn("compiled rules cannot be kept in {} ({}); the next start compiles them", folder, e.getMessage());
        }
    }

    static byte[] content(Build build) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        byte[] rules = JSON.writeValueAsBytes(build.rules());
        out.writeInt(rules.length);
        out.write(rules);
        out.write(build.module());
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(digest().digest(body.toByteArray()));
        body.writeTo(whole);
        return whole.toByteArray();
    }

    private static void prune(Path folder) throws IOException {
        List<Path> newestFirst;
        try (Stream<Path> kept = Files.list(folder)) {
            newestFirst = kept.sorted(
                            Comparator.comparing(KeptBuilds::writtenAt).reversed())
                    .toList();
        }
        for (Path old : newestFirst.subList(Math.min(MOST, newestFirst.size()), newestFirst.size())) {
            Files.deleteIfExists(old);
        }
    }

    private static long writtenAt(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    private static void ownerOnly(Path path, String permissions) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    private static int running() {
        return Runtime.version().feature();
    }

    /** What rules are known by here. All of their text is hashed, so who needs it more than once passes it on. */
    String key(RuleFiles files) {
        return key(files, version, running());
    }

    /** Tells builds apart: what was compiled, by which product and under which version of Java. */
    static String key(RuleFiles files, String version, int feature) {
        MessageDigest digest = digest();
        String language = RulesLanguage.of(files).map(RulesLanguage::number).orElse("");
        String java = String.valueOf(feature);
        for (String part : List.of(version, java, Drools.getFullVersion(), Permitted.signature(), language)) {
            update(digest, part);
        }
        for (Map.Entry<String, String> file : files.rules().entrySet()) {
            update(digest, file.getKey());
            update(digest, file.getValue());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
