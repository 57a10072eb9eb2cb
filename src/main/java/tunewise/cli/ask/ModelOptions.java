package tunewise.cli.ask;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The model in the ways it can be named; what is not given stays out, so that the reader's defaults hold. */
public abstract class ModelOptions {
    private static final Map<String, String> OPTION_OF = Map.of(
            "model", "MODEL",
            "model.parametersB", "--size",
            "model.name", "--name",
            "model.config", "--config",
            "budgetUsd", "--budget",
            "deadlineHours", "--deadline",
            "", "question");

    @Parameters(
            arity = "0..1",
            paramLabel = "MODEL",
            description = "a Hugging Face id or any usual name, as \"Llama 3.1 8B\"")
    private @Nullable String model;

    @Option(names = "--size", paramLabel = "B", description = "in place of MODEL: billions of parameters")
    private @Nullable String size;

    @Option(names = "--name", paramLabel = "NAME", description = "with --size: what to call it")
    private @Nullable String name;

    /** The fields of the model that were given, as a form would send them. */
    final Map<String, List<String>> model() {
        Map<String, List<String>> form = new LinkedHashMap<>();
        put(form, "model", model);
        put(form, "model.parametersB", size);
        put(form, "model.name", name);
        return form;
    }

    /** All fields that were given, as a form would send them. */
    abstract Map<String, List<String>> form();

    /** The options that were given, by name. */
    final String given() {
        Map<String, List<String>> form = form();
        return form.isEmpty()
                ? "--config"
                : form.keySet().stream().map(ModelOptions::optionOf).collect(Collectors.joining(", "));
    }

    static void put(Map<String, List<String>> form, String field, @Nullable Object value) {
        if (value != null) {
            form.put(field, List.of(value.toString()));
        }
    }

    /** What a field is called on the command line. */
    public static String optionOf(String field) {
        String last = field.substring(field.lastIndexOf('.') + 1);
        return OPTION_OF.getOrDefault(
                field, "--" + last.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT));
    }
}
