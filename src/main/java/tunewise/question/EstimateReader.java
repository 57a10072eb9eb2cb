package tunewise.question;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads requests for estimates, from JSON, a table's row or a command line, and says everything that is wrong at once. */
public final class EstimateReader {
    private final AllowedNames vocabulary;
    private final ModelHub hub;

    /** Models that the vocabulary does not have are looked up in a hub. */
    public EstimateReader(AllowedNames vocabulary, ModelHub hub) {
        this.vocabulary = vocabulary;
        this.hub = hub;
    }

    /**
     * The request in the contract's JSON.
     *
     * @throws QuestionFaultsException with every fault
     */
    public EstimateRequest read(String json) {
        return new EstimateCheck(JsonQuestion.read(FieldSet.ESTIMATE, json), vocabulary, hub).request();
    }

    /**
     * The request in the cells of a row or the options of a command line; blank ones count as not given.
     *
     * @throws QuestionFaultsException with every fault
     */
    public EstimateRequest readForm(Map<String, List<String>> form) {
        return new EstimateCheck(FormQuestion.read(FieldSet.ESTIMATE, form, vocabulary), vocabulary, hub).request();
    }

    /** What is wrong with names that are meant to be those of fields. */
    public static List<FieldFault> faultsOfNames(Collection<String> names) {
        return FieldSet.ESTIMATE.faultsOfNames(names);
    }
}
