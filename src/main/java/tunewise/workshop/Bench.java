package tunewise.workshop;

import java.util.Map;
import java.util.Set;
import tunewise.advice.Advisor;
import tunewise.advice.Knowhow;
import tunewise.question.Question;

/**
 * Where the rules of a workpiece run before they answer anybody. Its rules were compiled before; they fire nowhere but
 * here.
 */
public interface Bench {

    /** This process, which is right where it does nothing else. */
    Bench HERE = new Here();

    /** Runs fixtures and scenarios. */
    TestReport test(Workpiece piece, Knowhow knowhow, Steps steps);

    /**
     * Makes small mistakes in rules.
     *
     * @param rules those to make them in; empty for all
     */
    Mutation.Outcome mutate(Workpiece piece, Knowhow knowhow, Set<String> rules, Steps steps);

    /**
     * Compares answers.
     *
     * @param active what answers now
     * @param draft the rules of the workpiece
     * @param recorded questions of the ledger by the ids of their answers
     */
    ImpactReport impact(Knowhow active, Workpiece piece, Knowhow draft, Map<String, Question> recorded, Steps steps);

    /** Does the work here and now. */
    final class Here implements Bench {
        private Here() {}

        @Override
        public TestReport test(Workpiece piece, Knowhow knowhow, Steps steps) {
            return new TestBench(knowhow, piece.fixtures()).run(steps);
        }

        @Override
        public Mutation.Outcome mutate(Workpiece piece, Knowhow knowhow, Set<String> rules, Steps steps) {
            return new Mutation(
                            knowhow,
                            Fixtures.read(piece.fixtures(), knowhow).rules().stream()
                                    .filter(fixture -> rules.isEmpty() || rules.contains(fixture.rule()))
                                    .toList())
                    .run(steps);
        }

        @Override
        public ImpactReport impact(
                Knowhow active, Workpiece piece, Knowhow draft, Map<String, Question> recorded, Steps steps) {
            return new Impact(new Advisor(active), new Advisor(draft))
                    .scenarios(Fixtures.read(piece.fixtures(), draft).scenarios())
                    .recorded(recorded)
                    .grid()
                    .run(steps);
        }
    }
}
