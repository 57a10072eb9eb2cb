package tunewise.rulebook.guard;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What rules are compiled and run against: the words rules may name, the values of Java that these are made of, and the
 * parts of Drools that compiled rules call. Any other class does not exist here.
 */
public final class RuleClassLoader extends ClassLoader {
    private static final List<String> ENGINE = List.of("org.drools.model.", "org.drools.modelcompiler.dsl.pattern.");
    private static final Set<String> OF_THE_ENGINE = Set.of(
            "org.drools.compiler.kie.builder.MaterializedLambda",
            "org.drools.modelcompiler.CanonicalKieModuleModel",
            "org.drools.modelcompiler.util.EvaluationUtil",
            "org.drools.util.DateUtils",
            "org.kie.api.KieServices",
            "org.kie.api.builder.ReleaseId",
            "org.kie.api.builder.model.KieBaseModel",
            "org.kie.api.builder.model.KieModuleModel",
            "org.kie.api.builder.model.KieSessionModel",
            "org.kie.api.builder.model.KieSessionModel$KieSessionType",
            "org.kie.api.conf.EventProcessingOption",
            "org.kie.api.conf.KieBaseMutabilityOption",
            "org.kie.api.runtime.conf.ClockTypeOption",
            "org.kie.util.maven.support.ReleaseIdImpl");
    /** What the compiler looks for and compiled rules refer to besides values, whatever the version of Java. */
    private static final Set<String> OF_JAVA = Set.of(
            "java.io.Externalizable",
            "java.lang.Class",
            "java.lang.Enum$EnumDesc",
            "java.lang.Error",
            "java.lang.Exception",
            "java.lang.IllegalArgumentException",
            "java.lang.Override",
            "java.lang.RuntimeException",
            "java.lang.Throwable",
            "java.lang.annotation.Annotation",
            "java.lang.annotation.ElementType",
            "java.lang.annotation.Retention",
            "java.lang.annotation.RetentionPolicy",
            "java.lang.annotation.Target",
            "java.lang.constant.DynamicConstantDesc",
            "java.lang.invoke.MethodHandles",
            "java.lang.invoke.MethodHandles$Lookup",
            "java.lang.invoke.StringConcatFactory",
            "java.time.format.DateTimeFormatter",
            "java.time.format.DateTimeFormatterBuilder",
            "java.util.Arrays",
            "java.util.Collections",
            "java.util.Locale",
            "java.util.regex.Matcher",
            "java.util.regex.Pattern");
    /** The words, Java's own values, and what both are kinds of in the version of Java at hand. */
    private static final Set<String> VALUES =
            withSupertypes(Stream.concat(Permitted.TYPES.stream(), Permitted.OF_JAVA.keySet().stream()));

    private static final String CLASS_FILE = ".class";

    static {
        registerAsParallelCapable();
    }

    public RuleClassLoader() {
        super("rules", RuleClassLoader.class.getClassLoader());
    }

    private static Set<String> withSupertypes(Stream<Class<?>> types) {
        Set<String> names = new HashSet<>();
        Deque<Class<?>> left = new ArrayDeque<>(types.toList());
        while (!left.isEmpty()) {
            Class<?> type = left.remove();
            if (names.add(type.getName())) {
                left.addAll(List.of(type.getInterfaces()));
                Optional.ofNullable(type.getSuperclass()).ifPresent(left::add);
            }
        }
        return Set.copyOf(names);
    }

    static boolean knows(String name) {
        return VALUES.contains(name)
                || OF_JAVA.contains(name)
                || OF_THE_ENGINE.contains(name)
                || ENGINE.stream().anyMatch(name::startsWith);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!knows(name)) {
            throw new ClassNotFoundException(name);
        }
        return super.loadClass(name, resolve);
    }

    @Override
    public @Nullable URL getResource(String name) {
        return isKnownClass(name) ? super.getResource(name) : null;
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        return isKnownClass(name) ? super.getResourceAsStream(name) : null;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return isKnownClass(name) ? super.getResources(name) : Collections.emptyEnumeration();
    }

    private static boolean isKnownClass(String resource) {
        return resource.endsWith(CLASS_FILE)
                && knows(resource.substring(0, resource.length() - CLASS_FILE.length())
                        .replace('/', '.'));
    }
}
