package tunewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tunewise.cli.Terminal.Printed;

/** Price lists with the traps of real ones, and what is made of them, word for word. */
class ImportPricesTest {
    private static final Path CASES = Path.of("fixtures/prices");

    @TempDir
    static Path rules;

    @BeforeAll
    static void fewOffers() throws IOException {
        Files.createDirectories(rules.resolve("catalog"));
        try (Stream<Path> catalogs = Files.list(Terminal.RULES.resolve("catalog"))) {
            for (Path catalog : catalogs.filter(ImportPricesTest::hasNoPlaces).toList()) {
                Files.copy(catalog, rules.resolve("catalog").resolve(catalog.getFileName()));
            }
        }
        Files.writeString(rules.resolve("catalog/offers.csv"), Files.readString(CASES.resolve("offers.csv")));
    }

    /** These lists are of a time when nobody told tiers and regions apart. */
    private static boolean hasNoPlaces(Path catalog) {
        String name = catalog.getFileName().toString();
        return !name.equals("tiers.csv") && !name.equals("regions.csv");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aListIsTakenForWhatItIs(Path folder) throws IOException {
        String expected = Files.readString(folder.resolve("expected.txt"));
        String command = expected.lines().findFirst().orElseThrow();
        List<String> words =
                new ArrayList<>(Arrays.asList(command.substring("$ ".length()).split(" ", -1)));
        words.set(2, folder.resolve(words.get(2)).toString());
        words.addAll(List.of("--rules", rules.toString()));

        Printed printed = new Terminal().type(words.toArray());

        String reported = command + "\n" + printed.out() + printed.err() + "exit " + printed.code() + "\n";
        assertEquals(expected, reported.replace(folder + "/", ""));
    }

    static List<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }
}
