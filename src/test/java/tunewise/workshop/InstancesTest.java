package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.fixtures.FewRules;
import tunewise.fixtures.Postgres;

class InstancesTest {
    @TempDir
    Path folder;

    @Test
    void noAnswerMixesTwoReleasesWhileThreeInstancesPublishInTurn() throws Exception {
        try (Instances instances = new Instances(folder, FewRules.FILES, Postgres.database(), 3)) {
            Instances.Outcome outcome = instances.publishUnderLoad(2, 1, Duration.ofMillis(50));

            assertEquals(List.of(), outcome.failures());
            assertEquals(3, outcome.publications(), "the folder was published by the first instance alone");
            assertTrue(outcome.answersByRelease().size() > 1, outcome.answersByRelease()::toString);
            assertTrue(outcome.verification().ok(), outcome.verification()::summary);
            assertEquals(3, outcome.verification().chains().size());
            assertEquals(outcome.answers() + 3, outcome.verification().count());
        }
    }
}
