package tunewise.rulebook.language;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tunewise.catalog.BaseQuality;
import tunewise.catalog.Gpu;
import tunewise.catalog.Offer;
import tunewise.catalog.Pick;
import tunewise.catalog.Policy;
import tunewise.catalog.Provider;
import tunewise.catalog.Quality;
import tunewise.catalog.Recipe;
import tunewise.catalog.Requirement;
import tunewise.catalog.Scaling;
import tunewise.catalog.Speed;
import tunewise.catalog.TaskQuality;
import tunewise.catalog.TaskRank;
import tunewise.catalog.Technique;
import tunewise.catalog.Threshold;
import tunewise.catalog.Training;
import tunewise.estimate.SizePosition;
import tunewise.plan.Chosen;
import tunewise.plan.Finding;
import tunewise.plan.GuideChoice;
import tunewise.plan.ManagedQuote;
import tunewise.plan.OffersLeftOut;
import tunewise.plan.OtherTier;
import tunewise.plan.PlaceToChoose;
import tunewise.plan.Plan;
import tunewise.plan.Quote;
import tunewise.plan.ReservedPrice;
import tunewise.plan.TargetModel;
import tunewise.question.ModelAsk;
import tunewise.question.Question;

/** The facts and findings that rules may name. */
public final class Vocabulary {
    /** What rules match, by simple name. */
    public static final Map<String, Class<?>> FACTS = types();

    private Vocabulary() {}

    private static Map<String, Class<?>> types() {
        Map<String, Class<?>> facts = new TreeMap<>();
        for (Class<?> fact : List.of(
                Question.class,
                TargetModel.class,
                SizePosition.class,
                Policy.class,
                Threshold.class,
                Speed.class,
                Scaling.class,
                Quality.class,
                Technique.class,
                TaskRank.class,
                TaskQuality.class,
                BaseQuality.class,
                Recipe.class,
                Requirement.class,
                Training.class,
                Pick.class,
                Provider.class,
                Gpu.class,
                Offer.class,
                OffersLeftOut.class,
                OtherTier.class,
                PlaceToChoose.class,
                ReservedPrice.class,
                ManagedQuote.class,
                Plan.class,
                Quote.class,
                Chosen.class,
                GuideChoice.class)) {
            facts.put(fact.getSimpleName(), fact);
        }
        for (Class<?> finding : Finding.class.getPermittedSubclasses()) {
            facts.put(finding.getSimpleName(), finding);
        }
        return Map.copyOf(facts);
    }

    /**
     * A fact or finding in an analyst's words.
     *
     * @param fields each with what it holds
     */
    public record Word(String name, List<Field> fields) {}

    /**
     * A field of a fact.
     *
     * @param holds a kind of value, another fact, or the values it may have in brackets
     */
    public record Field(String name, String holds) {}

    /** What rules match. */
    public static List<Word> facts() {
        return words(false);
    }

    /** What rules make. */
    public static List<Word> findings() {
        return words(true);
    }

    private static List<Word> words(boolean findings) {
        return FACTS.values().stream()
                .filter(type -> Finding.class.isAssignableFrom(type) == findings)
                .sorted(Comparator.comparing(Class::getSimpleName))
                .map(type -> new Word(
                        type.getSimpleName(),
                        Arrays.stream(type.getRecordComponents())
                                .map(component -> new Field(component.getName(), holds(component.getGenericType())))
                                .toList()))
                .toList();
    }

    private static String holds(Type type) {
        if (type instanceof ParameterizedType list) {
            return "list of " + holds(list.getActualTypeArguments()[0]);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return Arrays.stream(plain.getEnumConstants())
                    .map(constant -> enclosed(plain) + "." + ((Enum<?>) constant).name())
                    .collect(Collectors.joining(" / ", "(", ")"));
        }
        return switch (plain.getSimpleName()) {
            case "int", "long", "Long", "Integer" -> "whole number";
            case "double", "Double" -> "number";
            case "boolean" -> "true or false";
            case "String" -> "text";
            case "LocalDate" -> "date";
            default -> plain == ModelAsk.class ? "model as asked" : plain.getSimpleName();
        };
    }

    private static String enclosed(Class<?> type) {
        Class<?> around = type.getEnclosingClass();
        return around == null ? type.getSimpleName() : around.getSimpleName() + "." + type.getSimpleName();
    }
}
