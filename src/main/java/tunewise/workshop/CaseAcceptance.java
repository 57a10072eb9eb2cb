package tunewise.workshop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.workshop.TestReport.CaseResult;

/**
 * Cases of a fixture rewritten to what their rule finds now, because a person accepts that. New words stand in the place
 * of the old ones; a case in which the rule no longer fires moves below {@code stays-quiet}, and the other way round.
 */
public final class CaseAcceptance {
    private static final String APPLIES = "applies:";
    private static final String QUIET = "stays-quiet:";
    private static final String CASE = "  - ";
    private static final String FOUND = "    found:";
    private static final String WITH = "    with:";

    private final Acceptance acceptance;
    private final String path;
    private final List<String> lines;

    private CaseAcceptance(Acceptance acceptance, String path, String text) {
        this.acceptance = acceptance;
        this.path = path;
        this.lines = new ArrayList<>(text.lines().toList());
    }

    /** What accepting a case does; empty where only a person can put it right. */
    public static Optional<String> effect(CaseResult failed) {
        String found = String.join(" ", failed.found());
        if (failed.passed()) {
            return Optional.empty();
        }
        if (keepsItsSide(failed)) {
            return failed.complaint().startsWith(RuleFixture.OTHER_WORDS)
                    ? Optional.of("It finds now: " + found)
                    : Optional.empty();
        }
        if (!failed.found().isEmpty()) {
            return Optional.of("It fires now. The case will say that it applies, and finds: " + found);
        }
        return failed.complaint().equals(RuleFixture.SILENT)
                ? Optional.of("It does not fire any more. The case will say that it stays quiet.")
                : Optional.empty();
    }

    /** Whether a case keeps its side and only its words change. */
    public static boolean keepsItsSide(CaseResult failed) {
        return failed.applies() && !failed.found().isEmpty();
    }

    /**
     * The text of a fixture in which these cases are put right.
     *
     * @throws RefusedException when a case cannot be put right by itself, or one side would be left without a case
     */
    public static String of(Acceptance acceptance, String path, String text, List<CaseResult> failed) {
        CaseAcceptance work = new CaseAcceptance(acceptance, path, text);
        List<String> quiet = new ArrayList<>();
        List<String> firing = new ArrayList<>();
        // From below, so that lines above stay where they are.
        for (CaseResult each : failed.stream()
                .sorted(Comparator.comparingInt(CaseResult::line).reversed())
                .toList()) {
            if (effect(each).isEmpty()) {
                throw new RefusedException(each.place() + ": '" + each.complaint()
                        + "' cannot be accepted on its own. Maybe open the fixture and write what is expected.");
            }
            List<String> block = work.taken(each);
            if (keepsItsSide(each)) {
                work.lines.addAll(each.line() - 1, block);
            } else {
                (each.applies() ? quiet : firing).addAll(0, block);
            }
        }
        work.append(QUIET, quiet);
        work.append(APPLIES, firing);
        work.requireCases();
        return String.join("\n", work.lines) + "\n";
    }

    /** The lines of a case as they will read, taken out of the file. */
    private List<String> taken(CaseResult failed) {
        int from = failed.line() - 1;
        if (from < 0 || from >= lines.size() || !lines.get(from).startsWith(CASE)) {
            throw new RefusedException(
                    failed.place() + ": this case is written in a way that no form can fix. Maybe open the fixture.");
        }
        int to = from + 1;
        while (to < lines.size() && lines.get(to).startsWith("    ")) {
            to++;
        }
        List<String> block = new ArrayList<>(lines.subList(from, to));
        lines.subList(from, to).clear();
        block.removeIf(line -> line.startsWith(FOUND) || (!keepsItsSide(failed) && line.startsWith(WITH)));
        if (!failed.found().isEmpty()) {
            int with = 0;
            while (with < block.size() && !block.get(with).startsWith(WITH)) {
                with++;
            }
            block.add(with, FOUND + " " + found(failed.found()));
        }
        block.add(0, "  " + acceptance.note());
        return block;
    }

    private static JsonNode found(List<String> texts) {
        return AnswerJson.MAPPER.valueToTree(texts.size() == 1 ? texts.get(0) : texts);
    }

    /** Adds lines at the end of a side. */
    private void append(String side, List<String> added) {
        if (added.isEmpty()) {
            return;
        }
        int at = lines.indexOf(side);
        if (at < 0) {
            throw new RefusedException(
                    path + ": there is no '" + side + "' on a line of its own. Maybe open the fixture.");
        }
        int end = at + 1;
        while (end < lines.size() && lines.get(end).startsWith("  ")) {
            end++;
        }
        lines.addAll(end, added);
    }

    private void requireCases() {
        for (String side : List.of(APPLIES, QUIET)) {
            int at = lines.indexOf(side) + 1;
            while (at < lines.size() && lines.get(at).startsWith("  #")) {
                at++;
            }
            if (at >= lines.size() || !lines.get(at).startsWith(CASE)) {
                throw new RefusedException(path + ": no case would be left below '" + side
                        + "'. Maybe change the facts of one, so that it stands at the boundary again.");
            }
        }
    }
}
