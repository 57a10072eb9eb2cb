package tunewise.rulebook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.drools.model.codegen.ExecutableModelProject;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieContainer;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;

/** The rules of one release, compiled: consult it once a question. Safe for use by several threads. */
public final class Rulebook implements AutoCloseable {
    private static final AtomicLong BUILDS = new AtomicLong();

    private final KieContainer container;
    private final Map<String, RuleInfo> rules;

    private Rulebook(KieContainer container, List<RuleInfo> rules) {
        this.container = container;
        this.rules = new TreeMap<>();
        rules.forEach(rule -> this.rules.put(rule.id(), rule));
    }

    /**
     * Checks and compiles the rule files of a folder.
     *
     * @param sources ids that rules may cite; null when they could not be read, so that citations go unchecked
     * @throws FaultsException with every fault found
     */
    public static Rulebook compile(RuleFiles files, @Nullable Set<String> sources) {
        RuleCheck.Reading reading = RuleCheck.read(files, sources);
        if (!reading.faults().isEmpty()) {
            throw new FaultsException(reading.faults());
        }
        return new Rulebook(build(files, reading.rules()), reading.rules());
    }

    /** All rules, by id. */
    public List<RuleInfo> rules() {
        return List.copyOf(rules.values());
    }

    public Optional<RuleInfo> rule(String id) {
        return Optional.ofNullable(rules.get(id));
    }

    /** Opens a consultation, which is used by one thread and closed after one question. */
    public Consultation consult() {
        return new Consultation(container.getKieBase().newKieSession(), rules);
    }

    @Override
    public void close() {
        ReleaseId id = container.getReleaseId();
        container.dispose();
        forget(id);
    }

    private static KieContainer build(RuleFiles files, List<RuleInfo> rules) {
        ReleaseId id = nextId();
        if (!messages(files, id).isEmpty()) {
            forget(id);
            throw new FaultsException(CompileFaults.of(files, rules, some -> {
                ReleaseId trial = nextId();
                try {
                    return messages(some, trial);
                } finally {
                    forget(trial);
                }
            }));
        }
        return KieServices.get().newKieContainer(id);
    }

    /** What the compiler has against the files; the compiler itself fails on some mistakes. */
    private static List<String> messages(RuleFiles files, ReleaseId id) {
        KieServices services = KieServices.get();
        KieFileSystem fileSystem = services.newKieFileSystem().generateAndWritePomXML(id);
        files.rules().forEach((path, text) -> fileSystem.write("src/main/resources/" + path, text));
        try {
            KieBuilder builder = services.newKieBuilder(fileSystem).buildAll(ExecutableModelProject.class);
            return builder.getResults().getMessages(Message.Level.ERROR).stream()
                    .map(message -> String.valueOf(message.getText()))
                    .toList();
        } catch (RuntimeException | StackOverflowError e) {
            return List.of(e.toString());
        }
    }

    private static ReleaseId nextId() {
        return KieServices.get().newReleaseId("tunewise", "rules", "1." + BUILDS.incrementAndGet());
    }

    private static void forget(ReleaseId id) {
        KieServices.get().getRepository().removeKieModule(id);
    }
}
