package tunewise.question;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads what a person asks, from JSON, a form or a command line, and says everything that is wrong with it at once. */
public final class QuestionReader {
    private final AllowedNames vocabulary;
    private final ModelHub hub;

    public QuestionReader(AllowedNames vocabulary) {
        this(vocabulary, ModelHub.NONE);
    }

    /** Models that the vocabulary does not have are looked up in a hub. */
    public QuestionReader(AllowedNames vocabulary, ModelHub hub) {
        this.vocabulary = vocabulary;
        this.hub = hub;
    }

    /**
     * The question in the contract's JSON.
     *
     * @throws QuestionFaultsException with every fault
     */
    public Question read(String json) {
        return new QuestionCheck(JsonQuestion.read(FieldSet.QUESTION, json), vocabulary, hub).question();
    }

    /**
     * The question in the fields of a form or the options of a command line; fields of parts are named with a dot, as in
     * {@code workload.variants}, and blank fields count as not given.
     *
     * @throws QuestionFaultsException with every fault
     */
    public Question readForm(Map<String, List<String>> form) {
        return new QuestionCheck(FormQuestion.read(FieldSet.QUESTION, form, vocabulary), vocabulary, hub).question();
    }

    /** What is wrong with names that are meant to be those of fields. */
    public static List<FieldFault> faultsOfNames(Collection<String> names) {
        return FieldSet.QUESTION.faultsOfNames(names);
    }
}
