package tunewise.web.ask;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Catalog;
import tunewise.catalog.Model;
import tunewise.question.FieldFault;
import tunewise.question.Question;
import tunewise.web.page.Choices;
import tunewise.web.page.FormFields;
import tunewise.web.page.QuestionForm;

/** The form, with what was filled in, what stands there otherwise, and what is wrong with it. */
final class AskView {
    /** Folded away unless something in there was filled in or is wrong. */
    private static final Set<String> FOLDED = Set.of(
            "sequenceLength",
            "task",
            "objective",
            "prompts",
            "generations",
            "completionLength",
            "teacher",
            "attention",
            "imagesPerSample",
            "tokensPerImage",
            "methods",
            "gpus",
            "providers",
            "risk",
            "excludeGpus",
            "sessionHours",
            "nodes",
            "regions",
            "tiers",
            "minReliability",
            "interconnect",
            "maxGpus",
            "commitment",
            "reliability",
            "stack",
            "workload.inferenceCalls",
            "workload.production",
            "workload.variants",
            "workload.runsPerYear",
            "knowledge",
            "asOf");

    private final Catalog catalog;
    private final LoadedRelease loaded;
    private final FormFields fields;
    private final String said;
    private final @Nullable SentenceView sentence;

    /**
     * A form over what was given.
     *
     * @param said what stands in the box for a sentence; may be empty
     * @param sentence what was read of it; null where nothing was
     */
    AskView(
            LoadedRelease loaded,
            Map<String, List<String>> given,
            Question defaults,
            List<FieldFault> faults,
            String said,
            @Nullable SentenceView sentence) {
        this.said = said;
        this.sentence = sentence;
        this.catalog = loaded.catalog();
        this.loaded = loaded;
        Map<String, List<String>> usual = new LinkedHashMap<>(QuestionForm.of(defaults));
        Stream.of("model.parametersB", "tokens", "asOf").forEach(usual::remove);
        this.fields = new FormFields(given, usual, faults);
    }

    String said() {
        return said;
    }

    @Nullable
    SentenceView sentence() {
        return sentence;
    }

    FormFields fields() {
        return fields;
    }

    /** Whether the folded part has something to show; a sentence is followed by links to all that it filled in. */
    boolean open() {
        return FOLDED.stream()
                .anyMatch(field -> sentence == null ? fields.unusual(field) : fields.fault(field) != null);
    }

    List<Model> suggested() {
        return fields.suggested(loaded);
    }

    List<Model> models() {
        return catalog.models();
    }

    Choices choices() {
        return new Choices(catalog, fields);
    }
}
