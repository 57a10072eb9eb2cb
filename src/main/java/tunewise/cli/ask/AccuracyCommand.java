package tunewise.cli.ask;

import java.io.IOException;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tunewise.cli.terminal.RulesFolder;
import tunewise.cli.terminal.Services;
import tunewise.cli.terminal.UnusableInputException;
import tunewise.estimate.accuracy.Accuracy;

@Command(mixinStandardHelpOptions = true)
public final class AccuracyCommand implements Callable<Integer> {
    private final Services services;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--measured",
            paramLabel = "DIR",
            defaultValue = "fixtures/measured",
            description = "memory.csv, speed.csv and models.csv (default: fixtures/measured)")
    private Path measured = Path.of("fixtures/measured");

    @Mixin
    private RulesFolder folder = new RulesFolder();

    public AccuracyCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        try {
            Accuracy.Report report = Accuracy.measure(measured, services.catalog(folder.rules));
            spec.commandLine().getOut().print(report.text());
            spec.commandLine().getOut().flush();
            return 0;
        } catch (IOException e) {
            throw new UnusableInputException(
                    "'" + measured + "' cannot be read: memory.csv, speed.csv and models.csv are expected there."
                            + " Maybe --measured names another folder.",
                    e);
        } catch (IllegalArgumentException | NoSuchElementException e) {
            throw new UnusableInputException("'" + measured + "' cannot be read: " + e.getMessage(), e);
        }
    }
}
