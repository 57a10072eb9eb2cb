package tunewise.rulebook;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tunewise.plan.Finding;

/**
 * The texts that a finding carries: its sentence, and ids that a rule gave it.
 *
 * @param missing the first part that it lacks, or empty; none can do without
 */
record FindingTexts(List<String> texts, String missing) {
    private static final Map<Class<?>, List<Method>> PARTS = Stream.of(Finding.class.getPermittedSubclasses())
            .collect(Collectors.toUnmodifiableMap(type -> type, FindingTexts::parts));

    static FindingTexts of(Finding finding) {
        List<String> texts = new ArrayList<>();
        for (Method part : PARTS.getOrDefault(finding.getClass(), List.of())) {
            try {
                Object value = part.invoke(finding);
                if (value == null) {
                    return new FindingTexts(List.of(), part.getName());
                }
                if (value instanceof String text) {
                    texts.add(text);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return new FindingTexts(texts, "");
    }

    int longest() {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static List<Method> parts(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .filter(component -> !component.getType().isPrimitive())
                .map(RecordComponent::getAccessor)
                .toList();
    }
}
