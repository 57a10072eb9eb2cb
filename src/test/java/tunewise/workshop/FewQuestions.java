package tunewise.workshop;

import java.util.Map;
import tunewise.advice.Advisor;
import tunewise.advice.LoadedRelease;
import tunewise.question.Question;
import tunewise.service.ProgressListener;

/**
 * Tests rules as the program does, and compares the answers to scenarios and recorded questions alone, over the offers of
 * two GPUs: for tests of pages and programs to which it does not matter how much else was compared.
 */
public final class FewQuestions extends FewOffers {
    @Override
    public ImpactReport impact(
            LoadedRelease active,
            Workspace piece,
            LoadedRelease draft,
            Map<String, Question> recorded,
            ProgressListener steps) {
        return new Impact(new Advisor(FewOffers.of(active)), new Advisor(FewOffers.of(draft)))
                .scenarios(Fixtures.read(piece.fixtures(), draft).scenarios())
                .recorded(recorded)
                .run(steps);
    }
}
