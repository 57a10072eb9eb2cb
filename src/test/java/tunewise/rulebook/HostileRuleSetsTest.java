package tunewise.rulebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;
import tunewise.rulebook.language.Phase;

/**
 * Rule sets made from a seed, each refused in words or stopped within its bounds, with no effect outside and nothing left
 * behind: 20 here, and by {@code -Dtunewise.hostile=300} as many as one likes.
 */
class HostileRuleSetsTest {
    private static final int SETS = Integer.getInteger("tunewise.hostile", 20);
    private static final long SEED = Long.getLong("tunewise.hostile.seed", 25);
    private static final Set<String> SOURCES = Set.of("G03", "G14", "G15", "house");
    private static final Bounds BOUNDS = new Bounds(500, 2_000_000, 2_000, 100_000, Duration.ofSeconds(20));
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Pattern INSIDE =
            Pattern.compile("Exception\\b|\\bError:|\\tat |LambdaConsequence|LambdaPredicate|org\\.drools");

    @Test
    void eachIsRefusedOrStoppedWithoutAnyEffect() throws IOException {
        HostileRuleSets sets = new HostileRuleSets(SEED);
        List<String> complaints = new ArrayList<>();
        TreeMap<String, Integer> ends = new TreeMap<>();
        long slowest = 0;
        List<Object> facts = HostileFacts.all();
        try (Effects effects = new Effects()) {
            for (int i = 0; i < SETS; i++) {
                HostileRuleSets.RuleSet set = sets.next(i);
                long begun = System.nanoTime();
                String end = end(effects.aimed(set.files()), facts);
                long took = System.nanoTime() - begun;
                slowest = Math.max(slowest, took);
                ends.merge(end.startsWith("complaint") ? "complaint" : end, 1, Integer::sum);
                if (end.startsWith("complaint")) {
                    complaints.add(end + ": " + set.what());
                }
                if (took > LONGEST.toNanos()) {
                    complaints.add("took " + took / 1_000_000 + " ms: " + set.what());
                }
                effects.assertNone();
            }
        }
        System.out.println(SETS + " hostile rule sets of seed " + SEED + ": " + ends + ", the slowest "
                + slowest / 1_000_000 + " ms");
        assertEquals(List.of(), complaints);
        assertEquals("ran", end(EditedRules.sound(), facts), "sound rules run afterwards as before");
        assertTrue(ends.getOrDefault("refused", 0) > SETS / 2, ends::toString);
        assertTrue(SETS < 300 || ends.containsKey("stopped"), ends::toString);
    }

    private static String end(RuleFiles files, List<Object> facts) {
        try (Rulebook rules = Rulebook.compile(files, SOURCES);
                RuleSession session = rules.consult(BOUNDS)) {
            session.insert(facts);
            session.run(Phase.ELIGIBILITY);
            return "ran";
        } catch (FaultsException e) {
            for (Fault fault : e.faults()) {
                if (fault.file().isEmpty() || INSIDE.matcher(fault.message()).find()) {
                    return "complaint, refused by " + fault;
                }
            }
            return "refused";
        } catch (RulesFailedException e) {
            String said = String.valueOf(e.getMessage());
            return INSIDE.matcher(said).find() || !said.contains("memory.drl")
                    ? "complaint, stopped by " + said
                    : "stopped";
        } catch (RuntimeException | StackOverflowError e) {
            return "complaint, " + e;
        }
    }
}
