package tunewise.web.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Provider;
import tunewise.catalog.Stack;
import tunewise.question.Commitment;
import tunewise.question.Interconnect;
import tunewise.question.Knowledge;
import tunewise.question.Priority;
import tunewise.question.Reliability;
import tunewise.question.Rent;
import tunewise.question.Risk;
import tunewise.question.Task;
import tunewise.training.Attention;
import tunewise.training.Method;
import tunewise.training.Objective;
import tunewise.wording.ChoiceText;
import tunewise.wording.DisplayText;

/** What can be chosen in the fields of a question. */
public record Choices(Catalog catalog, FormFields fields) {
    public static List<FormFields.Option> priorities() {
        return FormFields.Option.all(Priority.values(), ChoiceText::priority);
    }

    List<FormFields.Option> tasks() {
        return FormFields.Option.all(Task.values(), ChoiceText::task);
    }

    List<FormFields.Option> commitments() {
        return FormFields.Option.all(Commitment.values(), ChoiceText::commitment);
    }

    List<FormFields.Option> reliabilities() {
        return FormFields.Option.all(Reliability.values(), ChoiceText::reliability);
    }

    List<FormFields.Option> objectives() {
        return FormFields.Option.all(Objective.values(), ChoiceText::objective);
    }

    List<FormFields.Option> attentions() {
        return Stream.concat(
                        Stream.of(new FormFields.Option("", "What suits the GPU", null)),
                        FormFields.Option.all(Attention.values(), ChoiceText::attention).stream())
                .toList();
    }

    List<FormFields.Option> risks() {
        return Stream.concat(
                        Stream.of(new FormFields.Option(
                                "", "As is usual", "Rented GPUs surely fit, your own likely do.")),
                        FormFields.Option.all(Risk.values(), ChoiceText::risk).stream())
                .toList();
    }

    List<FormFields.Option> interconnects() {
        return Stream.concat(
                        Stream.of(new FormFields.Option("", "Anything", null)),
                        FormFields.Option.all(Interconnect.values(), Interconnect::label).stream())
                .toList();
    }

    public List<FormFields.Option> rents() {
        return Stream.concat(
                        Stream.of(new FormFields.Option("", "Not unless mine cannot do it", null)),
                        FormFields.Option.all(Rent.values(), ChoiceText::rent).stream())
                .toList();
    }

    List<FormFields.Option> lenses() {
        return FormFields.Option.all(Knowledge.values(), ChoiceText::knowledge);
    }

    List<FormFields.Option> methods() {
        return FormFields.Option.all(Method.values(), DisplayText::method);
    }

    List<FormFields.Option> stacks() {
        return catalog.stacks().stream()
                .filter(Stack::offered)
                .map(stack -> new FormFields.Option(stack.id(), stack.name(), null))
                .toList();
    }

    List<FormFields.Option> providers() {
        return catalog.providers().stream()
                .map(provider -> new FormFields.Option(provider.id(), provider.name(), rents(provider)))
                .toList();
    }

    List<FormFields.Option> tiers() {
        return catalog.market().tiers().stream()
                .map(tier -> new FormFields.Option(tier.id(), DisplayText.sentence(tier.name()), tier.description()))
                .toList();
    }

    /** Those someone rents out, and those asked for all the same. */
    List<FormFields.Option> gpus() {
        Set<String> rented = new TreeSet<>();
        catalog.offers().forEach(offer -> rented.add(offer.gpu()));
        List<FormFields.Option> options = new ArrayList<>();
        for (Gpu gpu : catalog.gpus()) {
            if (rented.contains(gpu.id()) || fields.chosen("gpus", gpu.id())) {
                options.add(new FormFields.Option(gpu.id(), gpu.name(), DisplayText.gib(gpu.usableGib())));
            }
        }
        return options;
    }

    private static String rents(Provider provider) {
        return switch (provider.role()) {
            case PRICE -> "for its prices";
            case RELIABILITY -> "for its reliability";
            case LARGE_MULTI_GPU -> "for eight GPUs and more";
            case OTHER -> "";
        };
    }
}
