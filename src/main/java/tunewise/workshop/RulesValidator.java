package tunewise.workshop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;
import tunewise.question.Question;
import tunewise.rulebook.analysis.ThresholdAnalysis;
import tunewise.service.ProgressListener;

/** Checks and tests a workspace. */
public final class RulesValidator {
    private final Function<RuleFiles, LoadedRelease> compiler;
    private final RuleTestRunner runner;

    /**
     * @param compiler makes rules and catalogs ready to answer, or throws {@link FaultsException}
     * @param runner where they are tested
     */
    public RulesValidator(Function<RuleFiles, LoadedRelease> compiler, RuleTestRunner runner) {
        this.compiler = compiler;
        this.runner = runner;
    }

    /**
     * Rules and catalogs, ready to answer.
     *
     * @throws FaultsException with everything that is wrong with them
     */
    public LoadedRelease compile(RuleFiles rules) {
        return compiler.apply(rules);
    }

    /**
     * Checks, and tests what is sound.
     *
     * @param base the release that it stems from; null where nobody knows
     */
    public Examination examine(Workspace piece, @Nullable Workspace base, ProgressListener steps) {
        LoadedRelease loaded;
        try {
            loaded = compiler.apply(piece.rules());
        } catch (FaultsException e) {
            return new Examination(e.faults(), Warnings.ofFaulty(piece), null, null);
        }
        ThresholdAnalysis analysis = ThresholdAnalysis.of(piece.rules(), loaded.catalog());
        List<Fault> missing = analysis.missingRows();
        if (!missing.isEmpty()) {
            loaded.rulebook().close();
            return new Examination(missing, Warnings.ofFaulty(piece), null, null);
        }
        TestReport tests = piece.hasFixtures() ? runner.test(piece, loaded, steps) : null;
        return new Examination(List.of(), Warnings.of(piece, base, loaded, analysis), tests, loaded);
    }

    /**
     * Checks only: rules, catalogs, and whether fixtures can be read.
     *
     * @param base the release that it stems from; null where nobody knows
     */
    public Examination check(Workspace piece, @Nullable Workspace base) {
        try {
            LoadedRelease loaded = compiler.apply(piece.rules());
            ThresholdAnalysis analysis = ThresholdAnalysis.of(piece.rules(), loaded.catalog());
            List<Fault> faults = new ArrayList<>(analysis.missingRows());
            if (piece.hasFixtures()) {
                faults.addAll(Fixtures.read(piece.fixtures(), loaded).faults());
            }
            return new Examination(faults, Warnings.of(piece, base, loaded, analysis), null, loaded);
        } catch (FaultsException e) {
            return new Examination(e.faults(), Warnings.ofFaulty(piece), null, null);
        }
    }

    /**
     * Makes small mistakes in rules and sees whether fixtures notice.
     *
     * @param rules those to make them in; empty for all
     * @throws FaultsException when the workspace is faulty
     */
    public Mutation.Outcome mutate(Workspace piece, Set<String> rules, ProgressListener steps) {
        LoadedRelease loaded = compiler.apply(piece.rules());
        try {
            return runner.mutate(piece, loaded, rules, steps);
        } finally {
            loaded.rulebook().close();
        }
    }

    /**
     * What a workspace would change in answers.
     *
     * @param active what answers now
     * @param recorded questions of the ledger by the ids of their answers
     * @throws FaultsException when the workspace is faulty
     */
    public ImpactReport impact(
            LoadedRelease active, Workspace piece, Map<String, Question> recorded, ProgressListener steps) {
        LoadedRelease draft = compiler.apply(piece.rules());
        try {
            return runner.impact(active, piece, draft, recorded, steps);
        } finally {
            draft.rulebook().close();
        }
    }
}
