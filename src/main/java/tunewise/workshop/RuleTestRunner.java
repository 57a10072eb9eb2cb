package tunewise.workshop;

import java.util.Map;
import java.util.Set;
import tunewise.advice.Advisor;
import tunewise.advice.LoadedRelease;
import tunewise.question.Question;
import tunewise.service.ProgressListener;

/**
 * Where the rules of a workspace run before they answer anybody. Its rules were compiled before; they fire nowhere but
 * here.
 */
public interface RuleTestRunner {

    /** This process, which is right where it does nothing else. */
    RuleTestRunner HERE = new Here();

    /** Runs fixtures and scenarios. */
    TestReport test(Workspace piece, LoadedRelease loaded, ProgressListener steps);

    /**
     * Makes small mistakes in rules.
     *
     * @param rules those to make them in; empty for all
     */
    Mutation.Outcome mutate(Workspace piece, LoadedRelease loaded, Set<String> rules, ProgressListener steps);

    /**
     * Compares answers.
     *
     * @param active what answers now
     * @param draft the rules of the workspace
     * @param recorded questions of the ledger by the ids of their answers
     */
    ImpactReport impact(
            LoadedRelease active,
            Workspace piece,
            LoadedRelease draft,
            Map<String, Question> recorded,
            ProgressListener steps);

    /** Does the work here and now. */
    final class Here implements RuleTestRunner {
        private Here() {}

        @Override
        public TestReport test(Workspace piece, LoadedRelease loaded, ProgressListener steps) {
            return new TestBench(loaded, piece.fixtures()).run(steps);
        }

        @Override
        public Mutation.Outcome mutate(
                Workspace piece, LoadedRelease loaded, Set<String> rules, ProgressListener steps) {
            return new Mutation(
                            loaded,
                            Fixtures.read(piece.fixtures(), loaded).rules().stream()
                                    .filter(fixture -> rules.isEmpty() || rules.contains(fixture.rule()))
                                    .toList())
                    .run(steps);
        }

        @Override
        public ImpactReport impact(
                LoadedRelease active,
                Workspace piece,
                LoadedRelease draft,
                Map<String, Question> recorded,
                ProgressListener steps) {
            return new Impact(new Advisor(active), new Advisor(draft))
                    .scenarios(Fixtures.read(piece.fixtures(), draft).scenarios())
                    .recorded(recorded)
                    .grid()
                    .run(steps);
        }
    }
}
