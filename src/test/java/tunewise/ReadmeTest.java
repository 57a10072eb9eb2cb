package tunewise;

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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.cli.Tunewise;
import tunewise.fixtures.CompiledRules;

/** What the README shows of the command line is what it prints, but for ids and what is left out by an ellipsis. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final String COMMAND = "$ java -jar target/tunewise.jar ";
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
        int shown = 0;
        for (List<String> block : blocks()) {
            if (block.get(0).startsWith(COMMAND)) {
                shown++;
                String printed = run(block.get(0).substring(COMMAND.length()));
                int from = 0;
                for (String line : block.subList(1, block.size())) {
                    if (!line.isBlank() && !line.strip().equals("...")) {
                        int at = printed.indexOf(line, from);
                        assertTrue(at >= 0, block.get(0) + " does not print '" + line + "' here:\n" + printed);
                        from = at + line.length();
                    }
                }
            }
        }
        assertTrue(shown >= 3, "the README shows too little");
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

    private static List<List<String>> blocks() throws IOException {
        List<List<String>> blocks = new ArrayList<>();
        List<String> block = null;
        for (String line : Files.readAllLines(README)) {
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
