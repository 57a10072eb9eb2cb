package tunewise.rulebook.guard;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tunewise.plan.Finding;
import tunewise.rulebook.language.Vocabulary;

/**
 * What rules may name: the records and enums of the vocabulary and all that these are made of, and a few methods of
 * Java's own values. Everything else is refused, so that a rule can read facts and make a finding and do nothing more.
 */
public final class Permitted {
    /** The methods of Java's own values. None has an effect, and none makes a text that is not bounded elsewhere. */
    static final Map<Class<?>, Set<String>> OF_JAVA = Map.of(
            String.class,
                    Set.of(
                            "contains",
                            "endsWith",
                            "equals",
                            "equalsIgnoreCase",
                            "formatted",
                            "isBlank",
                            "isEmpty",
                            "join",
                            "length",
                            "startsWith"),
            List.class, Set.of("contains", "isEmpty", "size"),
            LocalDate.class,
                    Set.of("equals", "getDayOfMonth", "getMonthValue", "getYear", "isAfter", "isBefore", "toEpochDay"),
            Boolean.class, Set.of("booleanValue", "valueOf"),
            Integer.class, Set.of("doubleValue", "intValue", "longValue", "valueOf"),
            Long.class, Set.of("doubleValue", "intValue", "longValue", "valueOf"),
            Double.class, Set.of("doubleValue", "intValue", "longValue", "valueOf"));

    private static final Pattern PREFIXED = Pattern.compile("(?:is|get)([A-Z])(.*)");
    private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");

    /** The vocabulary and the types it is made of. */
    public static final Set<Class<?>> TYPES = types();

    /** What a rule may call: {@code owner.name(descriptor)}, with the owner as byte code names it. */
    static final Set<String> METHODS = methods();

    /** What stands in a rule before a bracket or after a dot. */
    static final Set<String> MEMBER_NAMES = memberNames();

    /** Types and constants by the name they have in a rule. */
    static final Set<String> TYPE_NAMES =
            TYPES.stream().map(Class::getSimpleName).collect(Collectors.toSet());

    private Permitted() {}

    /** One text over everything rules can refer to: it changes when compiled rules no longer fit the product. */
    public static String signature() {
        Set<String> lines = new TreeSet<>(METHODS);
        TYPES.forEach(type -> lines.add(type.getName() + constants(type)));
        return String.join("\n", lines);
    }

    /** Names of an enum's constants; none of another type. */
    static List<String> constants(Class<?> type) {
        return type.isEnum()
                ? Stream.of(type.getEnumConstants())
                        .map(each -> ((Enum<?>) each).name())
                        .toList()
                : List.of();
    }

    private static Set<Class<?>> types() {
        Set<Class<?>> types = new LinkedHashSet<>();
        Deque<Type> left = new ArrayDeque<>(Vocabulary.FACTS.values());
        left.add(Finding.class);
        while (!left.isEmpty()) {
            Type next = left.remove();
            if (next instanceof ParameterizedType generic) {
                left.addAll(List.of(generic.getActualTypeArguments()));
            } else if (next instanceof GenericArrayType array) {
                left.add(array.getGenericComponentType());
            } else if (next instanceof Class<?> type && isValue(type) && types.add(type)) {
                left.addAll(List.of(type.getInterfaces()));
                for (Method method : type.getDeclaredMethods()) {
                    if (Modifier.isPublic(method.getModifiers())) {
                        left.add(method.getGenericReturnType());
                        left.addAll(List.of(method.getGenericParameterTypes()));
                    }
                }
                for (Field field : type.getDeclaredFields()) {
                    left.add(field.getGenericType());
                }
            }
        }
        return Set.copyOf(types);
    }

    private static boolean isValue(Class<?> type) {
        return type.getName().startsWith("tunewise.") && (type.isRecord() || type.isEnum() || type.isInterface());
    }

    private static Set<String> methods() {
        Set<String> methods = new TreeSet<>();
        for (Class<?> type : TYPES) {
            for (Method method : type.getDeclaredMethods()) {
                if (isCallable(type, method)) {
                    methods.add(
                            owner(type) + "." + method.getName() + org.objectweb.asm.Type.getMethodDescriptor(method));
                }
            }
            if (Finding.class.isAssignableFrom(type) && type.isRecord()) {
                Arrays.stream(type.getConstructors())
                        .map(each -> owner(type) + ".<init>" + org.objectweb.asm.Type.getConstructorDescriptor(each))
                        .forEach(methods::add);
            }
        }
        OF_JAVA.forEach((type, names) -> Arrays.stream(type.getMethods())
                .filter(method -> names.contains(method.getName()))
                .map(method ->
                        owner(type) + "." + method.getName() + org.objectweb.asm.Type.getMethodDescriptor(method))
                .forEach(methods::add));
        return Set.copyOf(methods);
    }

    /** Methods of values, and what makes findings; a fact is never made by a rule. */
    private static boolean isCallable(Class<?> type, Method method) {
        if (!Modifier.isPublic(method.getModifiers()) || OF_EVERY_OBJECT.contains(method.getName())) {
            return false;
        }
        return !Modifier.isStatic(method.getModifiers())
                || (Finding.class.isAssignableFrom(type) && Finding.class.isAssignableFrom(method.getReturnType()));
    }

    private static Set<String> memberNames() {
        Set<String> names = new TreeSet<>();
        for (Class<?> type : TYPES) {
            Stream.of(type.getDeclaredMethods())
                    .filter(method -> isCallable(type, method))
                    .map(Executable::getName)
                    .forEach(names::add);
        }
        OF_JAVA.values().forEach(names::addAll);
        names.remove("valueOf");
        List.copyOf(names).forEach(name -> names.add(withoutPrefix(name)));
        return Set.copyOf(names);
    }

    /** A condition may write {@code empty} for {@code isEmpty()}. */
    private static String withoutPrefix(String name) {
        Matcher prefixed = PREFIXED.matcher(name);
        return prefixed.matches() ? prefixed.group(1).toLowerCase(Locale.ROOT) + prefixed.group(2) : name;
    }

    private static String owner(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    /** The methods of the vocabulary by the type that has them, for the handbook and its test. */
    static Map<Class<?>, Set<Method>> methodsByType() {
        Map<Class<?>, Set<Method>> methods =
                new TreeMap<>((one, other) -> one.getName().compareTo(other.getName()));
        for (Class<?> type : TYPES) {
            methods.put(
                    type,
                    Stream.of(type.getDeclaredMethods())
                            .filter(method -> isCallable(type, method))
                            .collect(Collectors.toSet()));
        }
        return methods;
    }
}
