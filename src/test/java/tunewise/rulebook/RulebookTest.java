package tunewise.rulebook;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tunewise.catalog.RuleFiles;
import static org.junit.jupiter.api.Assertions.*;

class RulebookTest {
    @Test
    void compiles() {
        try {
            Rulebook book = Rulebook.compile(RuleFiles.load(Path.of("rules")), null);
            assertEquals(127, book.rules().size());
        } catch (tunewise.catalog.FaultsException e) { System.out.println(e.getMessage()); throw e; }
    }
}
