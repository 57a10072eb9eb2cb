package tunewise.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import tunewise.cli.terminal.TextInput;
import tunewise.cli.terminal.UnusableInputException;

/** Reads bundles of releases on the driver, and the key that they are signed with. */
final class KeyedBundles {
    @Option(
            names = "--key",
            paramLabel = "FILE",
            required = true,
            description = "the public key that the bundles are signed with, as 'ledger key' prints it")
    private Path key = Path.of("ledger.pub");

    CarriedReleases none() {
        return new CarriedReleases(TextInput.read(key));
    }

    /** All bundles of a folder. */
    CarriedReleases all(Path folder) {
        CarriedReleases releases = none();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> bundles = files.filter(file -> file.toString().endsWith(".bundle"))
                    .sorted()
                    .toList();
            if (bundles.isEmpty()) {
                throw new UnusableInputException("'" + folder + "' holds no file that ends with .bundle. Maybe"
                        + " 'rules export --all --bundle " + folder + "' makes them.");
            }
            bundles.forEach(bundle -> releases.add(TextInput.read(bundle)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return releases;
    }
}
