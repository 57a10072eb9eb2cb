package tunewise.web.ask;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Model;
import tunewise.catalog.ModelNames;
import tunewise.web.ask.Sentence.Word;
import tunewise.web.page.QuestionForm;

/** Finds the names of models in a sentence, as the catalogs know them. */
final class SentenceNames {
    private static final int LONGEST_NAME = 7;
    private static final int MOST_OTHERS = 3;
    private static final int MOST_SEARCHED = 60;

    private static final Pattern SIZE = Pattern.compile("\\d+(?:\\.\\d+)?[bm]");
    /** Words of models' names that many families have. */
    private static final Set<String> OF_NO_FAMILY = Set.of(
            "chat",
            "instruct",
            "it",
            "base",
            "code",
            "coder",
            "math",
            "maths",
            "vision",
            "reasoning",
            "small",
            "large",
            "mini",
            "model",
            "preview",
            "llm",
            "text",
            "new",
            "open");

    /** "A 3B" is some model of that size, and not one with 3B at work. */
    private static final Pattern SOME_SIZE = Sentence.pattern("an? \\d+(?:\\.\\d+)?[bm]");

    private static final Pattern HUB_ID = Pattern.compile("[\\w.-]+/[\\w.-]*\\d[\\w.-]*");
    private static final Pattern BILLIONS =
            Sentence.pattern("(?:an? )?\\b(\\d+(?:\\.\\d+)?)[ -]?(?:b|billion|bn)\\b(?: parameters?)?(?: model)?");
    private static final Pattern DISTILLED = Sentence.pattern("\\bdistil(?:l(?:ed|ing|ation)?|led|ling|lation)?\\b");

    private final Sentence sentence;
    private final LoadedRelease loaded;
    private final Map<String, List<String>> fields;
    private final List<String> others = new ArrayList<>();

    SentenceNames(Sentence sentence, LoadedRelease loaded, Map<String, List<String>> fields) {
        this.sentence = sentence;
        this.loaded = loaded;
        this.fields = fields;
    }

    /** A name of a model at its place. */
    private record Named(String typed, String model, List<String> others, int from, int to, int words) {}

    /** The model, and with distillation the one that is imitated. */
    void model() {
        // A model that was distilled by others has that in its name.
        Optional<Named> ready = take(named -> DISTILLED.matcher(named.typed()).find());
        boolean distilled = ready.isEmpty() && sentence.take(DISTILLED, found -> true);
        if (distilled) {
            fields.put("objective", List.of("distillation"));
        }
        Optional<Named> first = ready.or(this::take);
        Optional<Named> second = distilled ? take() : Optional.empty();
        if (first.isPresent() && second.isPresent()) {
            boolean inOrder = first.get().from() < second.get().from();
            Named earlier = inOrder ? first.get() : second.get();
            Named later = inOrder ? second.get() : first.get();
            boolean into = sentence.take(Sentence.pattern("\\b(?:in)?to\\b"), found -> true);
            fields.put("teacher", List.of(into ? earlier.model() : later.model()));
            named(into ? later : earlier);
        } else {
            first.ifPresent(this::named);
        }
    }

    private void named(Named model) {
        fields.put("model", List.of(model.model()));
        others.addAll(model.others());
    }

    private Optional<Named> take() {
        return take(named -> true);
    }

    private Optional<Named> take(Predicate<Named> which) {
        Optional<Named> best = sentence.runs().stream()
                .flatMap(run -> windows(run).stream())
                .filter(which)
                .max(Comparator.comparingInt(Named::words)
                        .thenComparing(named -> named.others().isEmpty())
                        .thenComparing(Named::from, Comparator.reverseOrder()));
        best.ifPresent(named -> sentence.blank(named.from(), named.to()));
        return best;
    }

    private List<Named> windows(List<Word> run) {
        List<Named> found = new ArrayList<>();
        for (int i = 0; i < run.size(); i++) {
            for (int length = Math.min(LONGEST_NAME, run.size() - i); length > 0; length--) {
                Named named = named(run, i, i + length);
                if (named != null) {
                    found.add(named);
                    break;
                }
            }
        }
        return found;
    }

    private @Nullable Named named(List<Word> run, int from, int to) {
        String typed = Sentence.words(run, from, to);
        if (SOME_SIZE.matcher(typed).matches()) {
            return null;
        }
        int start = run.get(from).from();
        int end = run.get(to - 1).to();
        Optional<Model> known = loaded.names().known(typed);
        if (known.isPresent()) {
            String name = ModelNames.own(typed, known.get()) ? known.get().name() : typed;
            return new Named(typed, name, List.of(), start, end, to - from);
        }
        if (to - from == 1 && HUB_ID.matcher(typed).matches()) {
            return new Named(typed, typed, List.of(), start, end, 1);
        }
        return likely(typed, start, end, to - from);
    }

    /** A family with a size, as in "Llama 8B", which several models have; the plainest and newest first. */
    private @Nullable Named likely(String typed, int from, int to, int length) {
        Set<String> words =
                Stream.of(ModelNames.normalised(typed).split(" ", -1)).collect(Collectors.toSet());
        boolean sized = words.stream().anyMatch(word -> SIZE.matcher(word).matches());
        boolean family = words.stream().anyMatch(word -> !SIZE.matcher(word).matches() && !OF_NO_FAMILY.contains(word));
        if (!sized || !family) {
            return null;
        }
        List<Model> models = loaded.names().matching(typed, MOST_SEARCHED).stream()
                .filter(model -> shortest(model, words) < Integer.MAX_VALUE)
                .sorted(Comparator.<Model>comparingInt(model -> shortest(model, words))
                        .thenComparing(model -> ModelNames.normalised(model.name()), Comparator.reverseOrder()))
                .limit(MOST_OTHERS + 1)
                .toList();
        return models.isEmpty()
                ? null
                : new Named(
                        typed,
                        models.get(0).name(),
                        models.stream().skip(1).map(Model::id).toList(),
                        from,
                        to,
                        length);
    }

    /** Words of the shortest of a model's names that has all of these. */
    private static int shortest(Model model, Set<String> words) {
        return ModelNames.ownNames(model).stream()
                .map(name -> List.of(name.split(" ", -1)))
                .filter(name -> name.containsAll(words))
                .mapToInt(List::size)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /** Where no name was found, its size. */
    void size() {
        if (!fields.containsKey("model")) {
            sentence.take(BILLIONS, found -> {
                fields.put("model.parametersB", List.of(found.group(1)));
                fields.put(QuestionForm.MODEL_BY, List.of("size"));
                return true;
            });
        }
    }

    List<String> others() {
        return others;
    }
}
