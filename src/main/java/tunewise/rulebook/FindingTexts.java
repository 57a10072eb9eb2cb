package tunewise.rulebook;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tunewise.plan.Finding;

/** The texts that a finding carries: its sentence, and ids that a rule gave it. */
final class FindingTexts {
    private static final Map<Class<?>, List<Method>> OTHERS = Stream.of(Finding.class.getPermittedSubclasses())
            .collect(Collectors.toUnmodifiableMap(type -> type, FindingTexts::others));

    private FindingTexts() {}

    /** Characters of its longest text. */
    static int longest(Finding finding) {
        int longest = finding.text().length();
        for (Method other : OTHERS.getOrDefault(finding.getClass(), List.of())) {
            try {
                Object text = other.invoke(finding);
                longest = Math.max(longest, text instanceof String known ? known.length() : 0);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return longest;
    }

    private static List<Method> others(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .filter(component -> component.getType() == String.class)
                .filter(component -> !component.getName().equals("text"))
                .map(RecordComponent::getAccessor)
                .toList();
    }
}
