package tunewise.web.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import tunewise.advice.Estimate;
import tunewise.estimate.Range;
import tunewise.web.RunningService;

/** The whole job as one bar: its parts come to the whole, in time and money. */
class JobBarTest {
    /** 2 h of training, 0.3 h of set-up, 0.1 h of evaluation, half of a tenth in reserve: 2.5 h at $2. */
    private static final Estimate JOB =
            estimate(new Range(1.5, 2, 3), new Estimate.Job(new Range(1.88, 2.5, 3.75), new Range(3.76, 5, 7.5), null));

    @Test
    void itsPartsComeToTheWhole() {
        JobBar bar = JobBar.of(JOB, RunningService.RELEASE.catalog());

        assertEquals("2.5 hours and $5.00", bar.total());
        assertEquals("1.9 hours to 3.8 hours, $3.76 to $7.50", bar.range());
        assertEquals(
                List.of(
                        "Set-up and download 18 minutes $0.60",
                        "Training 2 hours $4.00",
                        "Evaluation 6 minutes $0.20",
                        "Reserve 6 minutes $0.20"),
                bar.parts().stream()
                        .map(part -> part.label() + " " + part.hours() + " " + part.dollars())
                        .toList());
        assertEquals(1000, bar.parts().stream().mapToInt(JobBar.Part::width).sum());
    }

    @Test
    void downloadAndIdleTimeStandApartWhereTheAnswerHasThem() {
        Estimate.JobParts parts = new Estimate.JobParts(0.3, 0.1, 0.1, 0.1, 0.25);
        JobBar bar = JobBar.of(
                estimate(new Range(1.5, 2, 3), new Estimate.Job(new Range(2, 2.85, 4), new Range(4, 5.7, 8), parts)),
                null);

        assertEquals(
                List.of("Set-up", "Download", "Training", "Evaluation", "Reserve", "Idle before shutdown"),
                bar.parts().stream().map(JobBar.Part::label).toList());
        assertEquals(1000, bar.parts().stream().mapToInt(JobBar.Part::width).sum());
    }

    @Test
    void anOlderReleaseTellsTrainingFromTheRest() {
        JobBar bar = JobBar.of(JOB, null);

        assertEquals(
                List.of("Training 2 hours", "Set-up, evaluation, reserve 30 minutes"),
                bar.parts().stream()
                        .map(part -> part.label() + " " + part.hours())
                        .toList());
    }

    @Test
    void theGuideCountsTrainingAlone() {
        JobBar bar = JobBar.of(estimate(new Range(2, 2, 2), null), RunningService.RELEASE.catalog());

        assertEquals(
                List.of("Training"),
                bar.parts().stream().map(JobBar.Part::label).toList());
        assertEquals(null, bar.range());
    }

    private static Estimate estimate(Range hours, Estimate.Job job) {
        return new Estimate(
                new Estimate.Memory(15, 0.0, 0.0, 0.0, 0.0, 0.0, 15, 15, 15, 23.5),
                new Range(1000, 1000, 1000),
                hours,
                hours.times(2),
                2,
                null,
                job,
                new Estimate.QualityShare(0.97, 1),
                null);
    }
}
