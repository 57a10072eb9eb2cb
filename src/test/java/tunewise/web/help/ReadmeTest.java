package tunewise.web.help;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tunewise.Main;
import tunewise.cli.Tunewise;
import tunewise.fixtures.CompiledRules;

/** What README and handbook show of the command line is what it prints, but for what an ellipsis leaves out. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Path HANDBOOK = Path.of("src/main/resources/tunewise/handbook");
    private static final Pattern COMMAND =
            Pattern.compile("\\$ (?:target/tunewise|java -jar target/tunewise\\.jar) (.+)");

    /** A link to a file of the repository. */
    private static final Pattern LINK = Pattern.compile("\\]\\(((?!http|#)[^)]+)\\)");

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private static final String RULES = "tunewise.rules";

    @TempDir
    Path data;

    private @Nullable String rulesOfOthers;

    /** What a reader sees is by today's prices; other tests in this process may have set a market that stands still. */
    @BeforeEach
    void takeTodaysPrices() {
        rulesOfOthers = System.getProperty(RULES);
        System.setProperty(RULES, "rules");
    }

    @AfterEach
    void giveBackTheRules() {
        if (rulesOfOthers == null) {
            System.clearProperty(RULES);
        } else {
            System.setProperty(RULES, rulesOfOthers);
        }
    }

    /** Compiled rules are laid there, as an earlier start would have left them. */
    @BeforeEach
    void layRules() {
        CompiledRules.layInto(data.resolve("compiled-rules"));
    }

    @Test
    void commandsPrintWhatTheReadmeShows() throws IOException {
        assertTrue(shown(README) >= 5, "the README shows too little");
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertTrue(Files.readAllLines(README).size() <= 150);
    }

    @Test
    void whatTheReadmeLinksToIsThere() throws IOException {
        Matcher link = LINK.matcher(Files.readString(README));
        while (link.find()) {
            assertTrue(Files.exists(Path.of(link.group(1))), link.group(1));
        }
    }

    /** Each chapter begins with an empty ledger. */
    @ParameterizedTest
    @MethodSource("chapters")
    void commandsPrintWhatTheHandbookShows(Path chapter) throws IOException {
        shown(chapter);
    }

    private static List<Path> chapters() throws IOException {
        try (Stream<Path> files = Files.list(HANDBOOK)) {
            return files.sorted().toList();
        }
    }

    /** Runs the commands of a file one after the other, and counts them. */
    private int shown(Path file) throws IOException {
        int shown = 0;
        String command = "";
        String printed = "";
        int from = 0;
        for (String line : blocks(file).stream().flatMap(List::stream).toList()) {
            Matcher typed = COMMAND.matcher(line);
            if (typed.matches()) {
                shown++;
                command = line;
                printed = run(typed.group(1));
                from = 0;
            } else if (!line.isBlank() && !line.strip().equals("...")) {
                int at = printed.indexOf(line, from);
                assertTrue(at >= 0, file + ": " + command + " does not print '" + line + "' here:\n" + printed);
                from = at + line.length();
            }
        }
        return shown;
    }

    @Test
    void theTestCommandIsTheOneThatContinuousIntegrationRuns() throws IOException {
        String ci = Files.readString(Path.of(".ci/run")).strip();
        assertEquals("./mvnw verify", ci.substring(ci.lastIndexOf('\n') + 1));
        assertTrue(Files.readString(README).contains("\n    ./mvnw verify\n"));
    }

    private String run(String words) {
        List<String> args = new ArrayList<>();
        Matcher word = WORD.matcher(words);
        while (word.find()) {
            args.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        boolean needsData = List.of("advise", "export", "ledger").contains(args.get(0));
        if (needsData) {
            args.addAll(List.of("--data", data.toString()));
        }
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out);
        Tunewise.run(new Main(), printer, printer, args.toArray(String[]::new));
        printer.flush();
        return out.toString();
    }

    private static List<List<String>> blocks(Path file) throws IOException {
        List<List<String>> blocks = new ArrayList<>();
        List<String> block = null;
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("```")) {
                if (block != null) {
                    block.add(line);
                }
            } else if (block == null) {
                block = new ArrayList<>();
            } else {
                if (!block.isEmpty()) {
                    blocks.add(block);
                }
                block = null;
            }
        }
        return blocks;
    }
}
