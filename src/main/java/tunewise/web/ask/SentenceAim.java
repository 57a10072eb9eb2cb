package tunewise.web.ask;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tunewise.catalog.Architecture;
import tunewise.catalog.ModelNames;

/** What a sentence says of an objective besides its name: answers made up while training, labels, images. */
final class SentenceAim {
    private static final String COUNT = "(\\d[\\d.,]*k?)";
    private static final Pattern GENERATIONS = Sentence.pattern(
            "(?:with |and )?(?:(\\d{1,3}) "
                    + "(?:generations|rollouts|samples|completions|answers)(?: (?:per|each|a|for each) prompt)?|(?:group size|num_generations)(?: of)? ?(\\d{1,3}))\\b");
    private static final Pattern COMPLETION = Sentence.pattern("(?:with |and |up to )*(?:" + COUNT
            + "(?:[ -]tokens?)? (?:completions?|answers?|responses?)|(?:max )?completions?(?: length)?(?: of| up to)? "
            + COUNT
            + "(?: tokens)?)\\b");
    private static final Pattern IMAGES = Sentence.pattern(
            "\\b(?:images?|pictures?|photos?|screenshots?|invoices?|receipts?|scans?|documents? (?:images|scans))\\b");
    private static final Pattern LABELS = Sentence.pattern(
            "\\b(?:(?:text|sequence|sentiment|topic|intent) )?(?:classification|classif(?:y|ier)|sentiment|labels?)\\b");

    private SentenceAim() {}

    static void read(Sentence sentence, ModelNames names, Map<String, List<String>> fields) {
        if (List.of("grpo").equals(fields.get("objective"))) {
            generation(sentence, fields);
        }
        Optional<Architecture> shape =
                names.find(fields.getOrDefault("model", List.of("")).get(0)) instanceof ModelNames.Found known
                        ? known.model().architecture()
                        : Optional.empty();
        if (shape.filter(Architecture::encoder).isPresent()) {
            encoder(sentence, fields);
        }
        if (shape.filter(seeing -> seeing.tower() != null).isPresent() && sentence.had(IMAGES)) {
            fields.putIfAbsent("imagesPerSample", List.of("1"));
        }
    }

    private static void generation(Sentence sentence, Map<String, List<String>> fields) {
        sentence.take(COMPLETION, found -> {
            String said = found.group(1) == null ? found.group(2) : found.group(1);
            boolean few = said.matches("\\d{1,2}");
            return !few && fields.putIfAbsent("completionLength", List.of(tokens(said))) == null;
        });
        sentence.take(GENERATIONS, found -> {
            String said = found.group(1) == null ? found.group(2) : found.group(1);
            return fields.putIfAbsent("generations", List.of(said)) == null;
        });
        String data = fields.getOrDefault("tokens", List.of("")).get(0);
        if (data.matches(".*\\d[kKmM]? [a-z-]{4,}")) {
            fields.remove("tokens");
            fields.put("prompts", List.of(data.replaceAll(" [a-z-]+$", "")));
        }
    }

    /** Encoders write no text: they sort it, or say how near two texts are. */
    private static void encoder(Sentence sentence, Map<String, List<String>> fields) {
        boolean labels = List.of("classification").equals(fields.get("task")) || sentence.take(LABELS, found -> true);
        if (labels) {
            fields.remove("task");
        }
        fields.putIfAbsent("objective", List.of(labels ? "classification" : "embedding"));
    }

    private static String tokens(String said) {
        String digits = said.replaceAll("[.,]$", "");
        return digits.matches("\\d+k")
                ? String.valueOf(1024 * Integer.parseInt(digits.substring(0, digits.length() - 1)))
                : digits;
    }
}
