package tunewise.cli;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Which commands a command line needs whole. Of the others, name and description are enough, for the list of all; their
 * classes, and those of what they serve, need not be loaded.
 *
 * @param all whether every command is wanted
 * @param words those that were typed
 */
record Subcommands(boolean all, Set<String> words) {
    static final Subcommands ALL = new Subcommands(true, Set.of());

    Subcommands {
        words = Set.copyOf(words);
    }

    /** Those that a command line may mean; a file of arguments may name any. */
    static Subcommands named(String... args) {
        for (String arg : args) {
            if (arg.startsWith("@")) {
                return ALL;
            }
        }
        return new Subcommands(false, Set.copyOf(List.of(args)));
    }

    To of(CommandLine line) {
        return new To(this, line);
    }

    /** Adds commands to another. */
    record To(Subcommands wanted, CommandLine line) {
        To add(String name, String description, Supplier<CommandLine> whole) {
            CommandLine command =
                    wanted.all || wanted.words.contains(name) ? whole.get() : new CommandLine(CommandSpec.create());
            command.getCommandSpec().name(name).usageMessage().description(description);
            line.addSubcommand(name, command);
            return this;
        }
    }
}
