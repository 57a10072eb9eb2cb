package tunewise.rulebook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.drools.compiler.compiler.io.memory.MemoryFileSystem;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.compiler.kie.builder.impl.InternalKieModuleProvider;
import org.drools.compiler.kie.builder.impl.KieBuilderImpl;
import org.drools.model.codegen.ExecutableModelProject;
import org.drools.util.PortablePath;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.builder.model.KieModuleModel;
import org.kie.api.runtime.KieContainer;
import org.kie.util.maven.support.ReleaseIdImpl;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.RulesLanguage;
import tunewise.rulebook.guard.ClassCheck;
import tunewise.rulebook.guard.Layer;
import tunewise.rulebook.guard.RuleClassLoader;
import tunewise.rulebook.language.RuleInfo;

/** Makes rules that run of rule files: compiled, looked through class by class, and only then loaded. */
final class RuleBuild {
    /** Kept modules carry the number of the run that made them, which no later run gives again. */
    private static final long START = System.currentTimeMillis();

    private static final AtomicLong BUILDS = new AtomicLong();

    private final Set<Layer> layers;
    private final Supplier<String> ids;
    private final ClassLoader loader;

    RuleBuild(Set<Layer> layers) {
        this(layers, () -> START + "." + BUILDS.incrementAndGet());
    }

    /** Likewise, with the numbers that modules are known by. */
    RuleBuild(Set<Layer> layers, Supplier<String> ids) {
        this.layers = layers;
        this.ids = ids;
        this.loader = layers.contains(Layer.LOADER) ? new RuleClassLoader() : RuleBuild.class.getClassLoader();
    }

    /**
     * Compiles files that were read as these rules.
     *
     * @throws FaultsException when they do not compile
     */
    InternalKieModule compile(RuleFiles release, List<RuleInfo> rules) {
        RuleFiles files = RulesLanguage.inNewestWords(release);
        Attempt attempt = attempt(files);
        InternalKieModule module = attempt.module();
        if (module == null) {
            throw new FaultsException(CompileFaults.of(files, rules, this::messages));
        }
        return module;
    }

    /** A module that was kept as a jar. Drools would read it too, but byte by byte, which takes ten times as long. */
    InternalKieModule restore(byte[] jar) {
        MemoryFileSystem files = new MemoryFileSystem();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.write(PortablePath.of(entry.getName()), in.readAllBytes(), true);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        KieServices services = KieServices.get();
        KieModuleModel model = services.newKieModuleModel();
        KieBuilderImpl.setDefaultsforEmptyKieModule(model);
        InternalKieModule module = InternalKieModuleProvider.get(
                ReleaseIdImpl.fromPropertiesString(files.findPomProperties()), model, files);
        services.getRepository().addKieModule(module);
        return module;
    }

    /**
     * Looks through the classes of a module that was compiled or kept, which is forgotten if it may not be loaded.
     *
     * @throws FaultsException with what speaks against it
     */
    ClassCheck.Reading check(InternalKieModule module, List<RuleInfo> rules) {
        ClassCheck.Reading reading;
        try {
            reading = ClassCheck.read(module, rules);
        } catch (RuntimeException e) {
            forget(module.getReleaseId());
            throw e;
        }
        if (layers.contains(Layer.CLASSES) && !reading.faults().isEmpty()) {
            forget(module.getReleaseId());
            throw new FaultsException(reading.faults());
        }
        return reading;
    }

    KieContainer open(InternalKieModule module) {
        return KieServices.get().newKieContainer(module.getReleaseId(), loader);
    }

    static void forget(ReleaseId id) {
        KieServices.get().getRepository().removeKieModule(id);
    }

    private List<String> messages(RuleFiles files) {
        Attempt attempt = attempt(files);
        if (attempt.module() != null) {
            forget(attempt.module().getReleaseId());
        }
        return attempt.messages();
    }

    /** What compiling came to: a module, or what the compiler has against the files. */
    record Attempt(@Nullable InternalKieModule module, List<String> messages) {}

    /** The compiler itself fails on some mistakes, and its stack overflows on others. */
    Attempt attempt(RuleFiles files) {
        KieServices services = KieServices.get();
        ReleaseId id = services.newReleaseId("tunewise", "rules", ids.get());
        KieFileSystem fileSystem = services.newKieFileSystem().generateAndWritePomXML(id);
        fileSystem.writeKModuleXML(services.newKieModuleModel().toXML());
        files.rules().forEach((path, text) -> fileSystem.write("src/main/resources/" + path, Imports.supplied(text)));
        List<String> messages;
        try {
            KieBuilder builder = services.newKieBuilder(fileSystem, loader).buildAll(ExecutableModelProject.class);
            messages = builder.getResults().getMessages(Message.Level.ERROR).stream()
                    .map(message -> String.valueOf(message.getText()))
                    .toList();
            if (messages.isEmpty()) {
                return new Attempt((InternalKieModule) builder.getKieModule(), messages);
            }
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            messages = List.of(e.toString());
        }
        forget(id);
        return new Attempt(null, messages);
    }
}
