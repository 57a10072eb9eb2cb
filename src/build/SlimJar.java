import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The last step of packaging: takes out of the jar the classes of libraries that nothing of ours can reach, and the names
 * of their local variables, which only debuggers read. Entries are sorted and carry one date, so that two builds are alike.
 *
 * <p>A class counts as reached when a reached class, a constant string or a text in the jar names it. The engine is kept
 * whole, because rules that are compiled later name its classes.
 */
public final class SlimJar {
    private static final String OURS = "tunewise/";
    private static final Set<String> WHOLE = Set.of("org/drools/", "org/kie/", "org/sqlite/");
    private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/\\d+/(.+)\\.class");
    private static final Pattern TEXT =
            Pattern.compile("META-INF/services/.+|.+\\.(conf|properties|xml|yaml|factories)|.+/kie\\.conf");
    private static final Pattern TYPE = Pattern.compile("L([\\w/$]+)[;<]");
    private static final Pattern NAME = Pattern.compile("[\\w$]+([./][\\w$]+)+");

    private static final int MAJOR_VERSION = 6;

    /** Classes by name, with the names that each names; those for later versions of Java count as the same class. */
    private final Map<String, Set<String>> named = new HashMap<>();

    private final Map<String, byte[]> entries = new TreeMap<>();
    private final Set<String> roots = new HashSet<>();

    private SlimJar() {}

    /** The jar, the date of its entries, and a script that runs it, which is laid beside it. */
    public static void main(String[] args) throws IOException {
        Path jar = Path.of(args[0]);
        long before = Files.size(jar);
        SlimJar slim = new SlimJar();
        slim.read(jar);
        int classes = slim.named.size();
        Set<String> reached = slim.reached();
        Path written = jar.resolveSibling(jar.getFileName() + ".part");
        slim.write(written, reached, LocalDateTime.ofInstant(Instant.parse(args[1]), ZoneOffset.UTC));
        Files.move(written, jar, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(
                Path.of(args[2]),
                jar.resolveSibling("tunewise"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        System.out.printf(
                "%d of %d classes stay; %d bytes became %d%n", reached.size(), classes, before, Files.size(jar));
    }

    private void read(Path jar) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.isDirectory()) {
                    continue;
                }
                byte[] content = zip.getInputStream(entry).readAllBytes();
                entries.put(entry.getName(), content);
                String type = type(entry.getName());
                if (type != null) {
                    named.computeIfAbsent(type, name -> new HashSet<>()).addAll(names(content));
                    if (type.startsWith(OURS) || WHOLE.stream().anyMatch(type::startsWith)) {
                        roots.add(type);
                    }
                } else if (TEXT.matcher(entry.getName()).matches()) {
                    texts.put(entry.getName(), new String(content, StandardCharsets.UTF_8));
                }
            }
        }
        texts.values().forEach(text -> {
            Matcher name = NAME.matcher(text);
            while (name.find()) {
                roots.add(name.group().replace('.', '/'));
            }
        });
    }

    /** The class that an entry holds; null for anything else. */
    private static String type(String entry) {
        Matcher versioned = VERSIONED.matcher(entry);
        if (versioned.matches()) {
            return versioned.group(1);
        }
        return entry.endsWith(".class") ? entry.substring(0, entry.length() - ".class".length()) : null;
    }

    /** Whatever of a class's constants may be the name of another. */
    private static Set<String> names(byte[] type) throws IOException {
        Set<String> names = new HashSet<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(type));
        in.skipNBytes(8);
        int count = in.readUnsignedShort();
        for (int i = 1; i < count; i++) {
            switch (in.readUnsignedByte()) {
                case 1 -> addNames(in.readUTF(), names);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++;
                }
                case 15 -> in.skipNBytes(3);
                default -> in.skipNBytes(2);
            }
        }
        return names;
    }

    private static void addNames(String constant, Set<String> names) {
        if (constant.indexOf(';') >= 0) {
            Matcher types = TYPE.matcher(constant);
            while (types.find()) {
                names.add(types.group(1));
            }
        } else if (NAME.matcher(constant).matches()) {
            names.add(constant.replace('.', '/'));
        }
    }

    private Set<String> reached() {
        Set<String> reached = new HashSet<>();
        Deque<String> left = new ArrayDeque<>(roots);
        while (!left.isEmpty()) {
            String next = left.remove();
            if (named.containsKey(next) && reached.add(next)) {
                left.addAll(named.get(next));
            }
        }
        return reached;
    }

    private void write(Path jar, Set<String> reached, LocalDateTime date) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            put(zip, "META-INF/MANIFEST.MF", entries.remove("META-INF/MANIFEST.MF"), date);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                String type = type(entry.getKey());
                if (type == null || type.startsWith(OURS)) {
                    put(zip, entry.getKey(), entry.getValue(), date);
                } else if (reached.contains(type)) {
                    put(zip, entry.getKey(), withoutVariables(entry.getValue()), date);
                }
            }
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] content, LocalDateTime date) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(date);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** Java lays classes of its oldest formats into no archive and checks them slowly, so they get the format of Java 8. */
    private static byte[] withoutVariables(byte[] type) {
        ClassReader reader = new ClassReader(type);
        boolean old = reader.readUnsignedShort(MAJOR_VERSION) < Opcodes.V1_6;
        ClassWriter writer = new ClassWriter(old ? ClassWriter.COMPUTE_FRAMES : 0);
        reader.accept(new WithoutVariables(writer, old), 0);
        return writer.toByteArray();
    }

    private static final class WithoutVariables extends ClassVisitor {
        private final boolean old;

        WithoutVariables(ClassVisitor next, boolean old) {
            super(Opcodes.ASM9, next);
            this.old = old;
        }

        @Override
        public void visit(int version, int access, String name, String generic, String parent, String[] interfaces) {
            super.visit(old ? Opcodes.V1_8 : version, access, name, generic, parent, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, thrown)) {
                @Override
                public void visitLocalVariable(
                        String variable, String type, String generic, Label start, Label end, int index) {}
            };
        }
    }
}
