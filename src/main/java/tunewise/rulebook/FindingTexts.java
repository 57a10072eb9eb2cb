package tunewise.rulebook;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tunewise.plan.Finding;

/** The texts that a finding carries: its sentence, and ids that a rule gave it. */
final class FindingTexts {
    private static final Map<Class<?>, List<Method>> OTHERS = Stream.of(Finding.class.getPermittedSubclasses())
            .collect(Collectors.toUnmodifiableMap(type -> type, FindingTexts::others));

    private FindingTexts() {}

    /** Its sentence first. */
    static List<String> of(Finding finding) {
        List<String> texts = new ArrayList<>();
        texts.add(finding.text());
        for (Method other : OTHERS.getOrDefault(finding.getClass(), List.of())) {
            try {
                if (other.invoke(finding) instanceof String known) {
                    texts.add(known);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return texts;
    }

    /** The first part that a finding lacks; none can do without. */
    static Optional<String> missing(Finding finding) {
        for (RecordComponent part : finding.getClass().getRecordComponents()) {
            try {
                if (part.getAccessor().invoke(finding) == null) {
                    return Optional.of(part.getName());
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return Optional.empty();
    }

    private static List<Method> others(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .filter(component -> component.getType() == String.class)
                .filter(component -> !component.getName().equals("text"))
                .map(RecordComponent::getAccessor)
                .toList();
    }
}
