package tunewise.catalog;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tunewise.training.Objective;

/** What is known of the trainers: the families they train, what they fetch and install, and what was rehearsed. */
public record TrainerFacts(
        List<ModelFamily> families,
        List<PublishedWeights> weights,
        List<Requirement> requirements,
        List<Rehearsal> rehearsals,
        List<Training> trainings) {
    /** The type of an image model's language part ends so. */
    private static final String TEXT_PART = "_text";

    /** The weights of an id. */
    public Optional<PublishedWeights> weights(String id) {
        return weights.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** All weights that have the shape of a model of the catalog. */
    public List<PublishedWeights> ofModel(String model) {
        return weights.stream().filter(each -> each.model().equals(model)).toList();
    }

    /** The family of some weights; the unknown one where no row names them. */
    public ModelFamily familyOf(String weightsId) {
        return weights(weightsId)
                .flatMap(known -> families.stream()
                        .filter(family -> family.id().equals(known.family()))
                        .findFirst())
                .orElse(ModelFamily.UNKNOWN);
    }

    /** A family of a type that config.json states; those that name experts come first for models that have any. */
    public Optional<ModelFamily> ofType(String modelType, boolean experts) {
        String type = modelType.endsWith(TEXT_PART)
                ? modelType.substring(0, modelType.length() - TEXT_PART.length())
                : modelType;
        List<ModelFamily> alike = families.stream()
                .filter(family -> family.modelType().equals(modelType)
                        || family.modelType().equals(type))
                .toList();
        return alike.stream()
                .filter(family -> family.namesExperts() == experts)
                .findFirst()
                .or(() -> alike.stream().findFirst());
    }

    /** What a stack needs on machines with some processors, in the order of its steps; empty where it cannot be had. */
    public List<Requirement> requirements(String stack, String host) {
        return requirements.stream()
                .filter(each -> each.stack().equals(stack))
                .filter(each -> each.host().equals("any") || each.host().equals(host))
                .toList();
    }

    /** What a stack needs on some machines only, which tells the processors it can be installed on. */
    public List<Requirement> byHost(String stack) {
        return requirements.stream()
                .filter(each -> each.stack().equals(stack) && !each.host().equals("any"))
                .toList();
    }

    /** Whether ready-made packages of a stack exist for machines with some processors. */
    public boolean installs(String stack, String host) {
        Set<String> hosts = requirements.stream()
                .filter(each -> each.stack().equals(stack))
                .map(Requirement::host)
                .collect(Collectors.toSet());
        return hosts.isEmpty() || hosts.contains(host) || hosts.equals(Set.of("any"));
    }

    /** What a trainer makes of an objective; empty for a release that does not say. */
    public Optional<Training> training(String trainer, Objective objective) {
        return trainings.stream()
                .filter(each -> each.trainer().equals(trainer) && each.objective() == objective)
                .findFirst();
    }

    /** What all trainers make of an objective. */
    public List<Training> trainings(Objective objective) {
        return trainings.stream().filter(each -> each.objective() == objective).toList();
    }

    /** What came of rehearsing a trainer with a family. */
    public Optional<Rehearsal> rehearsal(String family, String trainer, String label) {
        return rehearsals.stream()
                .filter(each -> each.family().equals(family)
                        && each.trainer().equals(trainer)
                        && each.label().equals(label))
                .findFirst();
    }
}
