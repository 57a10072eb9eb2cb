package tunewise.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tunewise.catalog.Catalog;
import tunewise.catalog.Requirement;
import tunewise.training.Objective;

/**
 * Commands that install a trainer as {@code tools.csv} says: every version named, and so that nothing is compiled while
 * the machine is paid for.
 */
final class Packages {
    private static final String TORCHAO_OPTIMIZER = "adamw_torch_8bit";

    private Packages() {}

    /** One command a step. */
    static List<String> install(TrainingRun run, Catalog catalog) {
        return commands(needed(run, catalog));
    }

    /** What has to be added to an image that has the trainer already: the steps after its own. */
    static List<String> besides(TrainingRun run, Catalog catalog, int trainersOwn) {
        return commands(needed(run, catalog).stream()
                .filter(each -> each.step() > trainersOwn)
                .toList());
    }

    /** Trainer and version as the catalog pins it. */
    static String version(Catalog catalog, String stack, String name) {
        return catalog.trainers().requirements(stack, "x86-64").stream()
                .filter(each -> each.name().equals(name))
                .map(Requirement::version)
                .findFirst()
                .orElse("");
    }

    private static List<Requirement> needed(TrainingRun run, Catalog catalog) {
        return catalog.trainers().requirements(run.tools(), run.machine().host()).stream()
                .filter(each -> switch (each.when()) {
                    case ALWAYS -> true;
                    case FLASH_ATTENTION -> run.flashAttention();
                    case TORCHAO_OPTIMIZER -> run.optimizer().equals(TORCHAO_OPTIMIZER);
                    case GENERATION -> run.objective() == Objective.GRPO;
                    case EMBEDDING -> run.objective() == Objective.EMBEDDING;
                    case MXFP4 -> run.family().stored() == tunewise.catalog.ModelFamily.Stored.MXFP4;
                })
                .toList();
    }

    private static List<String> commands(List<Requirement> needed) {
        Map<Integer, List<Requirement>> steps =
                needed.stream().collect(Collectors.groupingBy(Requirement::step, TreeMap::new, Collectors.toList()));
        List<String> commands = new ArrayList<>();
        for (List<Requirement> step : steps.values()) {
            Stream<String> options = step.stream()
                    .map(Requirement::options)
                    .filter(option -> !option.isEmpty())
                    .distinct();
            Stream<String> packages = step.stream().map(each -> quoted(each.requirement()));
            commands.add("pip install " + Stream.concat(packages, options).collect(Collectors.joining(" ")));
        }
        return commands;
    }

    /** For a shell, where brackets and spaces mean something. */
    private static String quoted(String requirement) {
        return requirement.matches("[\\w.=-]+") ? requirement : "'" + requirement + "'";
    }
}
