package tunewise.workshop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.RulesLanguage;
import tunewise.rulebook.Rulebook;
import tunewise.rulebook.language.RuleInfo;
import tunewise.service.ProgressListener;

/** Fixtures are worth what they notice: makes each small mistake in each rule and sees whether a case breaks. */
public final class Mutation {
    private static final Pattern FAILED_RULE = Pattern.compile("(?:[Rr]ule \"|: )([A-Z]{3}-\\d{3})[ :]");

    private final LoadedRelease loaded;
    private final List<RuleFixture> fixtures;

    public Mutation(LoadedRelease loaded, List<RuleFixture> fixtures) {
        this.loaded = loaded;
        this.fixtures = List.copyOf(fixtures);
    }

    /**
     * A mistake that no case of its rule's fixture stands on.
     *
     * @param change the line, what was altered in square brackets
     */
    public record Unnoticed(String rule, String file, int line, int column, String change) {

        /** The same in words. */
        public Fault fault() {
            return new Fault(
                    file,
                    line,
                    column,
                    rule,
                    "no case notices this change: " + change + ".",
                    "Maybe a case right at the boundary is missing in " + RuleFixture.path(rule) + ".");
        }
    }

    /**
     * What came of it.
     *
     * @param mistakes how many were made
     */
    public record Outcome(int mistakes, List<Unnoticed> unnoticed) {}

    /** Makes the first mistake of every rule at once, then the second, and so on. */
    public Outcome run(ProgressListener steps) {
        List<List<Trial>> rounds = new ArrayList<>();
        int mistakes = 0;
        for (RuleFixture fixture : fixtures) {
            RuleInfo rule = loaded.rulebook().rule(fixture.rule()).orElseThrow();
            int round = 0;
            for (Mutant mutant : Mutant.of(rule)) {
                if (!fixture.cannotMatter().contains(mutant.change())) {
                    if (rounds.size() == round) {
                        rounds.add(new ArrayList<>());
                    }
                    rounds.get(round++).add(new Trial(fixture, mutant));
                    mistakes++;
                }
            }
        }
        List<Unnoticed> unnoticed = new ArrayList<>();
        int done = 0;
        for (List<Trial> round : rounds) {
            unnoticedOf(round)
                    .forEach(mutant -> unnoticed.add(new Unnoticed(
                            mutant.rule().id(),
                            mutant.rule().file(),
                            mutant.line(),
                            mutant.column(),
                            mutant.change())));
            done += round.size();
            steps.at(done, mistakes);
        }
        unnoticed.sort(Comparator.comparing(Unnoticed::file)
                .thenComparingInt(Unnoticed::line)
                .thenComparingInt(Unnoticed::column));
        return new Outcome(mistakes, List.copyOf(unnoticed));
    }

    private List<Mutant> unnoticedOf(List<Trial> round) {
        if (round.isEmpty()) {
            return List.of();
        }
        try (Rulebook rulebook = compile(round)) {
            return unnoticedIn(rulebook, round);
        } catch (FaultsException failure) {
            return unnoticedOf(without(failedRule(failure), round));
        }
    }

    /** A rule that fails at run time is noticed, but it hides what others do, so it is taken out. */
    private static List<Mutant> unnoticedIn(Rulebook rulebook, List<Trial> round) {
        try {
            return round.stream()
                    .filter(trial -> !trial.fixture.noticesAChangeIn(rulebook))
                    .map(Trial::mutant)
                    .toList();
        } catch (RuntimeException failure) {
            String failed = failedRule(failure);
            rulebook.remove(failed);
            return unnoticedIn(rulebook, without(failed, round));
        }
    }

    private static List<Trial> without(String rule, List<Trial> round) {
        List<Trial> others = round.stream()
                .filter(trial -> !trial.mutant.rule().id().equals(rule))
                .toList();
        if (others.size() == round.size()) {
            throw new IllegalStateException(rule + " fails, which no mistake was made in");
        }
        return others;
    }

    private static String failedRule(RuntimeException failure) {
        Matcher rule = FAILED_RULE.matcher(String.valueOf(failure.getMessage()));
        if (!rule.find()) {
            throw failure;
        }
        return rule.group(1);
    }

    /** Every file with its mutants in place of its rules, and no other rules. */
    private Rulebook compile(List<Trial> round) {
        SortedMap<String, String> files = new TreeMap<>();
        Map<String, String> headers = new HashMap<>();
        for (Trial trial : round) {
            String path = trial.mutant.rule().file();
            String header = headers.computeIfAbsent(path, this::header);
            files.put(path, files.getOrDefault(path, header) + trial.mutant.text());
        }
        String language = loaded.files().files().get(RulesLanguage.FILE);
        if (language != null) {
            files.put(RulesLanguage.FILE, language);
        }
        return Rulebook.compile(new RuleFiles(files), null);
    }

    private String header(String path) {
        String file = loaded.files().files().getOrDefault(path, "");
        return file.substring(0, file.indexOf("\nrule ") + 1);
    }

    private record Trial(RuleFixture fixture, Mutant mutant) {}
}
