package tunewise.web.ask;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Gpu;
import tunewise.catalog.GpuNames;
import tunewise.catalog.Model;
import tunewise.catalog.ModelNames;
import tunewise.web.ask.Sentence.Word;
import tunewise.web.page.QuestionForm;

/** Finds the names of models and GPUs in a sentence, as the catalogs know them. */
final class SentenceNames {
    private static final int LONGEST_NAME = 7;
    private static final int LONGEST_CARD = 5;
    private static final int MOST_OTHERS = 3;
    private static final int MOST_SEARCHED = 60;

    private static final Pattern SIZE = Pattern.compile("\\d+(?:\\.\\d+)?[bm]");
    private static final Pattern HUB_ID = Pattern.compile("[\\w.-]+/[\\w.-]*\\d[\\w.-]*");
    private static final Pattern COUNTED = Sentence.pattern("(\\d{1,2})x(.*)");
    private static final Pattern COUNT = Sentence.pattern("\\d{1,2}x?|a|an|one|single|two|three|four|eight");
    private static final Pattern OWNED = Sentence.pattern(
            ".*\\b(?:my(?: own)?|our(?: own)?|have(?: got)?|own|owns|'ve(?: got)?|got|there is|there are)(?: (?:machine|server|box|pc|workstation|node)s? with)?");
    private static final Pattern REFUSED = Sentence.pattern(".*\\b(?:no|not|without|except|never|avoid)(?: on| an?)?");
    private static final Pattern LEADING = Sentence.pattern(
            "on|with|using|use|have|own|got|my|our|i|we|a|an|the|and|at|i've|we've|there|is|are|no|not|without|except|never|avoid|only|just|machine|server|box|pc|workstation");
    private static final Set<String> JOINING = Set.of("and", "&", "plus", "or");
    private static final Pattern UNKNOWN_CARD = Sentence.pattern(
            "(?:(?:i|we) (?:have|own|'ve got|got)|on my|my|our) (?:(\\d{1,2}|an?|one|two|four|eight) ?x? )?((?:[a-z]+ )?[a-z]*\\d{2,4}[a-z]*(?: (?:ti|super|laptop))*)s?,? ?\\(?(?:with )?(\\d{1,3}) ?gi?b(?: of (?:memory|vram))?\\)?");
    private static final Pattern BILLIONS =
            Sentence.pattern("(?:an? )?\\b(\\d+(?:\\.\\d+)?)[ -]?(?:b|billion|bn)\\b(?: parameters?)?(?: model)?");
    private static final Pattern DISTILLED = Sentence.pattern("\\bdistil(?:l(?:ed|ing|ation)?|led|ling|lation)?\\b");

    private final Sentence sentence;
    private final LoadedRelease loaded;
    private final GpuNames gpus;
    private final Map<String, List<String>> fields;
    private final List<String> others = new ArrayList<>();

    SentenceNames(Sentence sentence, LoadedRelease loaded, Map<String, List<String>> fields) {
        this.sentence = sentence;
        this.loaded = loaded;
        this.gpus = GpuNames.of(loaded.catalog());
        this.fields = fields;
    }

    /** A GPU in a run of words; the words from first up to end are its name and count. */
    private record Card(Gpu gpu, String count, int first, int end) {}

    /** GPUs that somebody has, wants or does not want. */
    void cards() {
        List<String> own = new ArrayList<>();
        sentence.takeAll(UNKNOWN_CARD, found -> {
            String name = gpus.find(found.group(2) + " " + found.group(3) + "GB")
                    .map(Gpu::name)
                    .orElse(found.group(2) + " " + found.group(3) + "GB");
            String count = found.group(1) == null ? "1" : Sentence.figure(found.group(1));
            own.add(count + "x " + name);
        });
        boolean more = true;
        boolean owned = false;
        while (more) {
            more = false;
            for (List<Word> run : sentence.runs()) {
                Optional<Card> card = firstCard(run);
                if (card.isPresent()) {
                    owned = take(run, card.get(), owned, own);
                    more = true;
                    break;
                }
            }
        }
        if (!own.isEmpty()) {
            fields.put("ownGpus", List.of(String.join(", ", own)));
            fields.put(QuestionForm.MACHINES_BY, List.of("own"));
        }
    }

    private Optional<Card> firstCard(List<Word> run) {
        for (int i = 0; i < run.size(); i++) {
            for (int length = Math.min(LONGEST_CARD, run.size() - i); length > 0; length--) {
                Matcher counted = COUNTED.matcher(run.get(i).text());
                String first = counted.matches() ? counted.group(2) : run.get(i).text();
                String name = (first + " " + words(run, i + 1, i + length)).strip();
                Optional<Gpu> gpu = gpus.find(name).or(() -> gpus.find(name.replaceAll("s$", "")));
                boolean bareNumber = name.matches("\\d+");
                if (gpu.isPresent() && !(bareNumber && !counted.matches() && i > 0 && !couldCount(run, i))) {
                    return Optional.of(card(run, i, i + length, gpu.get(), counted.matches() ? counted.group(1) : ""));
                }
            }
        }
        return Optional.empty();
    }

    /** A bare number is a card only behind a count or an article. */
    private static boolean couldCount(List<Word> run, int at) {
        return COUNT.matcher(run.get(at - 1).text()).matches()
                || LEADING.matcher(run.get(at - 1).text()).matches()
                || run.get(at - 1).text().equalsIgnoreCase("x");
    }

    private static Card card(List<Word> run, int first, int end, Gpu gpu, String counted) {
        int from = first;
        String count = counted;
        if (counted.isEmpty() && from > 0) {
            boolean times = run.get(from - 1).text().equalsIgnoreCase("x") && from > 1;
            String before = run.get(times ? from - 2 : from - 1).text();
            if (COUNT.matcher(before).matches()) {
                count = Sentence.figure(before).replaceAll("[xX]$", "");
                from -= times ? 2 : 1;
                count = before.equalsIgnoreCase("a") || before.equalsIgnoreCase("an") ? "" : count;
            }
        }
        int to = end;
        while (to < run.size() && run.get(to).text().matches("(?i)gpus?|cards?|machines?|only|alone")) {
            to++;
        }
        return new Card(gpu, count, from, to);
    }

    /** Whether the card is the person's own, after it was put where it belongs and taken out. */
    private boolean take(List<Word> run, Card card, boolean lastOwned, List<String> own) {
        String before = words(run, 0, card.first()).toLowerCase(Locale.ROOT);
        boolean joined = before.isEmpty() || JOINING.contains(before);
        boolean owned = OWNED.matcher(before).matches() || (joined && lastOwned);
        if (owned) {
            own.add((card.count().isEmpty() ? "1" : card.count()) + "x "
                    + card.gpu().name());
        } else {
            boolean refused = REFUSED.matcher(before).matches();
            add(refused ? "excludeGpus" : "gpus", card.gpu().id());
            if (!refused && !card.count().isEmpty()) {
                fields.putIfAbsent("maxGpus", List.of(card.count()));
            }
        }
        int from = card.first();
        while (from > 0 && LEADING.matcher(run.get(from - 1).text()).matches()) {
            from--;
        }
        if (joined) {
            from = 0;
        }
        sentence.blank(run.get(from).from(), run.get(card.end() - 1).to());
        return owned;
    }

    private void add(String field, String id) {
        List<String> ids = new ArrayList<>(fields.getOrDefault(field, List.of()));
        if (!ids.contains(id)) {
            ids.add(id);
        }
        fields.put(field, ids);
    }

    /** A name of a model at its place. */
    private record Named(String model, List<String> others, int from, int to, int words) {}

    /** The model, and with distillation the one that is imitated. */
    void model() {
        boolean distilled = sentence.take(DISTILLED, found -> true);
        if (distilled) {
            fields.put("objective", List.of("distillation"));
        }
        Optional<Named> first = take();
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
        Optional<Named> best = sentence.runs().stream()
                .flatMap(run -> windows(run).stream())
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
        String typed = words(run, from, to);
        int start = run.get(from).from();
        int end = run.get(to - 1).to();
        Optional<Model> known = loaded.names().known(typed);
        if (known.isPresent()) {
            String name = ModelNames.own(typed, known.get()) ? known.get().name() : typed;
            return new Named(name, List.of(), start, end, to - from);
        }
        if (to - from == 1 && HUB_ID.matcher(typed).matches()) {
            return new Named(typed, List.of(), start, end, 1);
        }
        return likely(typed, start, end, to - from);
    }

    /** A family with a size, as in "Llama 8B", which several models have; the plainest and newest first. */
    private @Nullable Named likely(String typed, int from, int to, int length) {
        Set<String> words =
                Stream.of(ModelNames.normalised(typed).split(" ", -1)).collect(Collectors.toSet());
        boolean sized = words.stream().anyMatch(word -> SIZE.matcher(word).matches());
        if (!sized || words.size() < 2) {
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

    private static String words(List<Word> run, int from, int to) {
        return String.join(
                " ",
                run.subList(Math.min(from, to), to).stream().map(Word::text).toList());
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
