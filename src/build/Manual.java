import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import tunewise.cli.Tunewise;
import tunewise.cli.terminal.Services;

/** Writes the man page and the shell's completions from the commands themselves, for the installer. */
public final class Manual {
    private static final CommandLine.Help.ColorScheme PLAIN =
            CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF);

    private final StringBuilder page = new StringBuilder();

    private Manual() {}

    /** The page, the completions, and the day of the page. */
    public static void main(String[] args) throws IOException {
        Services nobody = (Services) Proxy.newProxyInstance(
                Services.class.getClassLoader(), new Class<?>[] {Services.class}, (proxy, method, values) -> {
                    throw new IllegalStateException("describing commands runs none");
                });
        CommandLine commands = Tunewise.commands(nobody);
        Manual manual = new Manual();
        manual.write(commands, args[2]);
        Files.createDirectories(Path.of(args[0]).getParent());
        try (OutputStream file = Files.newOutputStream(Path.of(args[0]));
                Writer packed = new OutputStreamWriter(new GZIPOutputStream(file), StandardCharsets.UTF_8)) {
            packed.write(manual.page.toString());
        }
        Files.createDirectories(Path.of(args[1]).getParent());
        Files.writeString(Path.of(args[1]), AutoComplete.bash("tunewise", commands));
    }

    private void write(CommandLine commands, String day) {
        CommandSpec top = commands.getCommandSpec();
        line(".TH TUNEWISE 1 " + day + " \"" + commands.getCommandSpec().version()[0] + "\"");
        line(".SH NAME");
        line("tunewise \\- " + escaped(text(top.usageMessage().description())));
        line(".SH SYNOPSIS");
        line(".B tunewise");
        line("COMMAND [OPTIONS]");
        line(".SH COMMANDS");
        commands.getSubcommands().values().forEach(this::command);
        line(".SH EXIT STATUS");
        line("0: all is well. 1: something is wrong, as no set-up that fits or a faulty rule. 2: the command was misused.");
        line(".SH FILES");
        line(".TP\n/var/lib/tunewise\nThe ledger of the service, its keys and its drafts.");
        line(".TP\n/opt/tunewise/rules\nThe rules and catalogs it was shipped with.");
        line(".SH SEE ALSO");
        line("The handbook of a running service, at /help.");
    }

    private void command(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        line(".SS " + escaped(spec.qualifiedName()));
        line(escaped(text(spec.usageMessage().description())));
        for (PositionalParamSpec argument : spec.positionalParameters()) {
            entry(argument.paramLabel(), argument);
        }
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
                entry(String.join(", ", option.names()) + label, option);
            }
        }
        command.getSubcommands().values().forEach(this::command);
    }

    private void entry(String term, ArgSpec argument) {
        line(".TP");
        line(".B " + escaped(term));
        line(escaped(text(argument.description())));
    }

    private static String text(String... description) {
        StringBuilder joined = new StringBuilder();
        for (Text part : PLAIN.ansi().new Text(String.join(" ", List.of(description)), PLAIN).splitLines()) {
            joined.append(joined.length() == 0 ? "" : " ").append(part.plainString());
        }
        return joined.toString();
    }

    /** A hyphen is a minus, as it is typed; a point at the start would be a request of the formatter. */
    private static String escaped(String text) {
        String safe = text.replace("\\", "\\e").replace("-", "\\-");
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
