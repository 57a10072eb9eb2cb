package tunewise.wording;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tunewise.advice.AnswerJson;
import tunewise.question.OwnMachine;

/** The person's machines as a change of the question tells them: as they are now, or as a recorded answer wrote them. */
public final class ChangedMachines {
    private static final TypeReference<List<OwnMachine>> MACHINES = new TypeReference<>() {};

    private ChangedMachines() {}

    /** The machines of a change of {@code ownGpus}. */
    public static List<OwnMachine> of(@Nullable Object to) {
        return AnswerJson.MAPPER.convertValue(to, MACHINES);
    }

    /** As in "at least 64 GiB of host memory in your machine". */
    public static String hostMemory(@Nullable Object to) {
        List<OwnMachine> machines = of(to);
        double gib = machines.stream()
                .map(OwnMachine::hostMemoryGib)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        return "at least %s GiB of host memory in %s"
                .formatted(DisplayText.count(Math.round(gib)), machines.size() == 1 ? "your machine" : "each machine");
    }
}
