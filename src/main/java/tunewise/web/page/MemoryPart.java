package tunewise.web.page;

import java.util.List;
import java.util.Locale;
import tunewise.advice.EstimateAnswer;
import tunewise.wording.DisplayText;

/** A part of the memory of one GPU, with the formula that gave it and its figures filled in. */
public record MemoryPart(String name, String gib, String formula) {
    /** Less would read as nothing. */
    private static final double LEAST_GIB = 0.005;

    public static List<MemoryPart> all(List<EstimateAnswer.Part> parts) {
        return parts.stream()
                .filter(part -> part.gib() >= LEAST_GIB)
                .map(part -> new MemoryPart(
                        DisplayText.sentence(part.part()),
                        String.format(Locale.US, "%,.2f\u00a0GiB", part.gib()),
                        part.formula()))
                .toList();
    }
}
