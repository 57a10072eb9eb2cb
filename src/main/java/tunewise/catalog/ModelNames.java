package tunewise.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the model that a person means by a name, however it is written. */
public final class ModelNames {
    private static final int MOST_SUGGESTIONS = 3;
    private static final int LONGEST_NAME = 96;
    private static final String FURTHER_WORDS = " *";

    private static final Pattern BLANKS = Pattern.compile(" +");

    /** What makes spellings of a name alike, one after the other. */
    private static final List<Spelling> SPELLINGS = List.of(
            new Spelling("(?<=\\d)_(?=\\d)", "."),
            new Spelling("[^a-z0-9.]+", " "),
            new Spelling("(?<!\\d)\\.|\\.(?!\\d)", " "),
            new Spelling("(?<=\\d) *(?:billion|bn)\\b", "b"),
            new Spelling("(?<=\\d) +(?=[bm]\\b)", ""),
            new Spelling("(?<=\\d) +x +(?=\\d)", "x"),
            new Spelling("(?<![0-9.])([a-z]+)(?=\\d)", "$1 "));

    /** Beyond this a suggestion would only confuse. */
    private static final double MOST_UNLIKE = 0.55;

    private static final int MOST_RECENT = 4;

    /** Of the catalogs that were asked for last: most releases, and the markets of tests, have the same models. */
    private static final Map<Named, ModelNames> RECENT =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Named, ModelNames> eldest) {
                    return size() > MOST_RECENT;
                }
            });

    private final Map<Model, Set<String>> namesOf = new LinkedHashMap<>();
    private final Map<String, Set<Model>> byName = new LinkedHashMap<>();
    private final Map<String, Model> asWritten = new HashMap<>();
    private final Map<String, Catalog.NearName> nearNames = new LinkedHashMap<>();

    /** What names depend on. */
    private record Named(List<Model> models, Map<String, String> aliases, List<Catalog.NearName> nearNames) {}

    private ModelNames(Named catalog) {
        Map<String, Model> byId = new LinkedHashMap<>();
        for (Model model : catalog.models()) {
            byId.put(model.id(), model);
            ownNames(model).forEach(name -> add(name, model));
        }
        catalog.aliases().forEach((alias, id) -> {
            Model model = byId.get(id);
            if (model != null) {
                add(normalised(alias), model);
            }
        });
        catalog.nearNames().forEach(near -> nearNames.put(normalised(near.name()), near));
        Stream.concat(
                        catalog.aliases().keySet().stream(),
                        catalog.models().stream().flatMap(model -> Stream.of(model.id(), model.name())))
                .forEach(written -> one(normalised(written)).ifPresent(model -> asWritten.put(written, model)));
    }

    private Optional<Model> one(String name) {
        Set<Model> named = byName.getOrDefault(name, Set.of());
        return named.size() == 1 ? Optional.of(named.iterator().next()) : Optional.empty();
    }

    public static ModelNames of(Catalog catalog) {
        return RECENT.computeIfAbsent(
                new Named(catalog.models(), catalog.aliases(), catalog.nearNames()), ModelNames::new);
    }

    /** What came of looking for a name. */
    public sealed interface Match permits Found, Unknown {}

    /** The name stands for this model. */
    public record Found(Model model) implements Match {}

    /**
     * The name stands for no model, or for several.
     *
     * @param suggestionIds up to three ids of models that may be meant, the likeliest first
     */
    public record Unknown(List<String> suggestionIds, String message, String hint) implements Match {}

    /** Whether a name, however it is written, is the model's own and not an alias, as those of its variants are. */
    public static boolean own(String typed, Model model) {
        return typed.equals(model.id())
                || typed.equals(model.name())
                || ownNames(model).contains(normalised(typed));
    }

    /** The one model of this id, name or alias. Cheaper than {@link #find}, which looks for what may be meant. */
    public Optional<Model> known(String typed) {
        return Optional.ofNullable(asWritten.get(typed)).or(() -> one(normalised(shortened(typed))));
    }

    /** The model of this id, name or alias, or what may be meant instead. */
    public Match find(String typed) {
        Optional<Model> known = known(typed);
        if (known.isPresent()) {
            return new Found(known.get());
        }
        String shown = shortened(typed);
        String name = normalised(shown);
        if (name.isEmpty()) {
            return unknown("no model is named.", List.of());
        }
        Set<Model> named = byName.getOrDefault(name, Set.of());
        if (!named.isEmpty()) {
            return unknown("'" + shown + "' could be several models of the catalog.", named);
        }
        int slash = shown.lastIndexOf('/');
        if (slash > 0) {
            return findOf(shown.substring(0, slash), shown.substring(slash + 1));
        }
        Catalog.NearName near = near(name);
        return near == null
                ? unknown(absent(shown) + ".", nearest(name).toList())
                : answered(absent(shown) + ": " + near.why(), near.suggestions());
    }

    /** What is said of a name; one that ends in a star is said of all names that begin so. */
    private Catalog.@Nullable NearName near(String name) {
        Catalog.NearName exact = nearNames.get(name);
        return exact != null
                ? exact
                : nearNames.entrySet().stream()
                        .filter(entry -> entry.getValue().name().endsWith(FURTHER_WORDS)
                                && name.startsWith(entry.getKey() + " "))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null);
    }

    /** Models for a list that narrows while a person types; those of similar names where none matches. */
    public List<Model> search(String typed, int limit) {
        List<Model> found = matching(typed, limit);
        return found.isEmpty()
                ? nearest(normalised(shortened(typed))).limit(limit).toList()
                : found;
    }

    /** Models of whose names some word begins with each word that was typed, the shortest name and model first. */
    public List<Model> matching(String typed, int limit) {
        String name = normalised(shortened(typed));
        return namesOf.entrySet().stream()
                .filter(entry -> matches(name, entry.getValue()))
                .sorted(Comparator.<Map.Entry<Model, Set<String>>>comparingInt(entry -> rank(name, entry.getValue()))
                        .thenComparing(entry -> entry.getKey().parameters())
                        .thenComparing(entry -> entry.getKey().id()))
                .map(Map.Entry::getKey)
                .limit(limit)
                .toList();
    }

    /** Lower case, words apart, sizes in one form: what all spellings of a name have in common. */
    public static String normalised(String name) {
        String text = name.toLowerCase(Locale.ROOT).replace("+", " plus ");
        for (Spelling spelling : SPELLINGS) {
            text = spelling.in(text);
        }
        return String.join(" ", words(text).filter(word -> !word.equals("hf")).toList());
    }

    /** The normalised names a model has by itself: its id, the id without the organisation, and its name. */
    public static Set<String> ownNames(Model model) {
        Set<String> names = new LinkedHashSet<>();
        names.add(normalised(model.id()));
        names.add(normalised(model.id().substring(model.id().lastIndexOf('/') + 1)));
        names.add(normalised(model.name()));
        names.remove("");
        return names;
    }

    private void add(String name, Model model) {
        namesOf.computeIfAbsent(model, any -> new LinkedHashSet<>()).add(name);
        byName.computeIfAbsent(name, any -> new LinkedHashSet<>()).add(model);
    }

    /** Somebody's copy of a model is not the model, but shows which one is meant. */
    private Match findOf(String organisation, String rest) {
        Set<Model> named = byName.getOrDefault(normalised(rest), Set.of());
        List<Model> theirs = named.stream()
                .filter(model -> model.id().regionMatches(true, 0, organisation + "/", 0, organisation.length() + 1))
                .toList();
        return theirs.size() == 1
                ? new Found(theirs.get(0))
                : unknown(
                        absent(organisation + "/" + rest) + ".",
                        named.isEmpty() ? nearest(normalised(rest)).toList() : named);
    }

    private Stream<Model> nearest(String name) {
        record Near(Model model, double unlike) {}
        return namesOf.entrySet().stream()
                .map(entry -> new Near(
                        entry.getKey(),
                        NameSimilarity.unlike(
                                name, entry.getValue(), entry.getKey().parametersB())))
                .filter(near -> near.unlike() <= MOST_UNLIKE)
                .sorted(Comparator.comparingDouble(Near::unlike)
                        .thenComparing(near -> near.model().id()))
                .map(Near::model);
    }

    private static boolean matches(String typed, Collection<String> names) {
        List<String> known = names.stream().flatMap(ModelNames::words).toList();
        return words(typed).allMatch(word -> known.stream().anyMatch(any -> any.startsWith(word)));
    }

    /** The name itself first, then names that begin so, then names that contain all words in full. */
    private static int rank(String typed, Collection<String> names) {
        if (names.contains(typed)) {
            return 0;
        }
        if (names.stream().anyMatch(name -> name.startsWith(typed))) {
            return 1;
        }
        List<String> known = names.stream().flatMap(ModelNames::words).toList();
        return words(typed).allMatch(known::contains) ? 2 : 3;
    }

    private static Unknown unknown(String message, Collection<Model> suggested) {
        return answered(message, suggested.stream().map(Model::id).toList());
    }

    private static Unknown answered(String message, List<String> suggested) {
        List<String> ids = suggested.stream().limit(MOST_SUGGESTIONS).toList();
        return new Unknown(ids, message, hint(ids));
    }

    private static String hint(List<String> ids) {
        if (ids.isEmpty()) {
            return "Maybe its size in billions of parameters, or its config.json, can be given instead.";
        }
        int last = ids.size() - 1;
        String before = String.join(", ", ids.subList(0, last));
        return "Maybe you mean " + before + (before.isEmpty() ? "" : " or ") + ids.get(last) + ".";
    }

    private static String absent(String shown) {
        return "'" + shown + "' is not a model of the catalog";
    }

    private static String shortened(String typed) {
        String text = typed.strip();
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME);
    }

    private static Stream<String> words(String text) {
        return BLANKS.splitAsStream(text).filter(word -> !word.isEmpty());
    }

    /** One way to write something, and the way we write it. */
    private record Spelling(Pattern written, String ours) {
        Spelling(String written, String ours) {
            this(Pattern.compile(written), ours);
        }

        String in(String text) {
            return written.matcher(text).replaceAll(ours);
        }
    }
}
