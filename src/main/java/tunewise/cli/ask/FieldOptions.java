package tunewise.cli.ask;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import tunewise.question.Field;
import tunewise.question.FieldSet;

/** Adds an option to a command for each field of a question or an estimate, in a group of its own. */
public final class FieldOptions {
    private static final String CONFIG = "--config";

    private final FieldSet fields;

    FieldOptions(FieldSet fields) {
        this.fields = fields;
    }

    /** The command with the options, under a heading in its help text. */
    CommandLine addTo(Object command, String heading) {
        CommandLine line = new CommandLine(command);
        ArgGroupSpec.Builder group = ArgGroupSpec.builder().exclusive(false).heading(heading + "%n");
        options().map(FieldOptions::argument).forEach(group::addArg);
        line.getCommandSpec().addArgGroup(group.build());
        return line;
    }

    /** The fields that were given, as a form would send them; the others stay out, so that the reader's defaults hold. */
    Map<String, List<String>> form(CommandSpec command) {
        Map<String, List<String>> form = new LinkedHashMap<>();
        options().forEach(field -> value(command, field)
                .ifPresent(value -> form.put(field.path(), List.of(value.toString()))));
        return form;
    }

    /** The options that were given, by name. */
    String given(CommandSpec command) {
        Map<String, List<String>> form = form(command);
        return form.isEmpty()
                ? CONFIG
                : form.keySet().stream().map(FieldOptions::optionOf).collect(Collectors.joining(", "));
    }

    /** What the command line calls a field of the API. */
    public static String optionOf(String field) {
        return field.isEmpty() ? "question" : FieldSet.option(field);
    }

    /** The model's configuration is a file that each command reads itself. */
    private Stream<Field> options() {
        return fields.fields().stream()
                .filter(field -> !field.description().isEmpty() && field.kind() != Field.Kind.CONFIG);
    }

    private static ArgSpec argument(Field field) {
        if (field == Field.MODEL) {
            return PositionalParamSpec.builder()
                    .arity("0..1")
                    .type(String.class)
                    .paramLabel(field.label())
                    .description(field.description())
                    .build();
        }
        OptionSpec.Builder option = OptionSpec.builder(field.option()).description(field.description());
        return switch (field.kind()) {
            case SWITCH -> option.type(Boolean.class).arity("0").build();
            case FLAG -> option.type(Boolean.class).arity("0").negatable(true).build();
            default -> option.type(String.class).paramLabel(field.label()).build();
        };
    }

    private static Optional<Object> value(CommandSpec command, Field field) {
        @Nullable
        ArgSpec argument =
                field == Field.MODEL ? command.positionalParameters().get(0) : command.findOption(field.option());
        return Optional.ofNullable(argument).map(ArgSpec::getValue);
    }
}
