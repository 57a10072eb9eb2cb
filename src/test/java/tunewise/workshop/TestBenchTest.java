package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tunewise.advice.Knowhow;
import tunewise.catalog.Fault;

/** What the tests of rules say where a rule spoils them all. */
class TestBenchTest {
    private static final String BEFORE = "rule \"CAV-490 Some weights must be asked for\"";
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
    void aRuleThatFailsIsNamedOnceWhateverItSpoils() {
        Workpiece failing = Folder.with("rules/caveats/method.drl", BEFORE, FAILING + BEFORE);
        List<Fault> faults = new TestBench(Knowhow.of(failing.rules(), null), failing.fixtures())
                .run(Steps.UNSEEN)
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
