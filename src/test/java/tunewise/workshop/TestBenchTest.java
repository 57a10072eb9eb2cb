package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tunewise.catalog.Fault;
import tunewise.fixtures.CompiledRules;
import tunewise.fixtures.ShippedRules;
import tunewise.service.ProgressListener;

/** What the tests of rules say where a rule spoils them all. */
class TestBenchTest {
    private static final String BEFORE = "rule \"CAV-490 Some models ask you to accept a licence first\"";
    private static final String FAILING =
            """
            rule "CAV-995 It fails while it runs"
                @source( house )
            when
                $choice : Chosen()
            then
                insert( new Caveat( "costs %d".formatted( $choice.quote().usdPerHour() ) ) );
            end

            """;

    @Test
    void theCaveatOfTheHandbookWorksAsItStandsThere() throws Exception {
        String readme = Files.readString(Path.of("rules/README.md"));
        SortedMap<String, String> files = new TreeMap<>(ShippedRules.WITH_FEW_SCENARIOS.files());
        files.merge("rules/caveats/method.drl", "\n" + block(readme, "rule \"CAV-999"), String::concat);
        files.put("fixtures/rules/CAV-999.yaml", block(readme, "applies:\n  - why: an H100"));
        Workspace added = Workspace.of(files);

        List<Fault> faults = new TestBench(CompiledRules.of(added.rules()), added.fixtures())
                .run(ProgressListener.NONE)
                .faults();
        assertEquals(
                List.of("fired: CAV-999 is not expected."),
                faults.stream().map(Fault::message).distinct().toList());
    }

    private static String block(String text, String begin) {
        int from = text.indexOf(begin);
        return text.substring(from, text.indexOf("```", from));
    }

    @Test
    void aRuleThatFailsIsNamedOnceWhateverItSpoils() {
        Workspace failing =
                Folder.with(ShippedRules.WITH_FEW_SCENARIOS, "rules/caveats/method.drl", BEFORE, FAILING + BEFORE);
        List<Fault> faults = new TestBench(CompiledRules.of(failing.rules()), failing.fixtures())
                .run(ProgressListener.NONE)
                .faults();

        assertEquals(2, faults.size(), faults::toString);
        assertEquals("CAV-995", faults.get(0).rule());
        assertTrue(
                faults.get(0)
                        .message()
                        .matches("the rule failed: .* [0-9]+ cases and scenarios could not be run for it\\."),
                faults.get(0).message());
        assertEquals("the rule has no fixture.", faults.get(1).message());
    }
}
