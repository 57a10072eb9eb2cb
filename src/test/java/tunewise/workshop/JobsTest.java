package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import tunewise.workshop.Jobs.Job;
import tunewise.workshop.Jobs.Outcome;

class JobsTest {
    private static final Outcome DONE = new Outcome.NotDone("there was nothing to do.", List.of());

    @Test
    void whatWaitsIsNeverLostSightOfHoweverMuchIsDoneBesides() throws Exception {
        try (Jobs jobs = new Jobs()) {
            List<Job> done = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                done.add(jobs.start("quick", "", steps -> DONE));
                done.get(i).await();
            }
            assertTrue(jobs.find(done.get(0).id()).isEmpty(), "the oldest that are done give way");

            CountDownLatch mayGoOn = new CountDownLatch(1);
            List<Job> waiting = new ArrayList<>();
            waiting.add(jobs.start("long", "", steps -> {
                try {
                    mayGoOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return DONE;
            }));
            RefusedException refused = assertThrows(RefusedException.class, () -> {
                while (waiting.size() < 100) {
                    waiting.add(jobs.start("another", "", steps -> DONE));
                }
            });

            assertTrue(String.valueOf(refused.getMessage()).contains("did not start"), refused.getMessage());
            waiting.forEach(job -> assertTrue(jobs.find(job.id()).isPresent(), job.id()));
            Job last = waiting.get(waiting.size() - 1);
            last.stop();
            mayGoOn.countDown();
            assertEquals(
                    "it was stopped before it finished. Nothing was changed.", ((Outcome.NotDone) last.await()).why());
        }
    }

    @Test
    void briefWorkIsSeenWhileItIsUnderWayAndCanBeStopped() throws Exception {
        try (Jobs jobs = new Jobs()) {
            assertEquals("made", jobs.brief("brief", steps -> "made"));
            assertThrows(
                    ArithmeticException.class,
                    () -> jobs.brief("wrong", steps -> {
                        throw new ArithmeticException();
                    }));
            assertEquals(List.of(), jobs.all(), "what is done takes no place in the list");

            CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> jobs.brief("endless", steps -> {
                for (int step = 0; ; step++) {
                    steps.at(step, 0);
                }
            }));
            while (jobs.all().isEmpty()) {
                Thread.sleep(5);
            }
            jobs.all().get(0).stop();

            CompletionException stopped = assertThrows(CompletionException.class, waiting::join);
            assertEquals(
                    "it was stopped before it finished. Nothing was changed.",
                    stopped.getCause().getMessage());
        }
    }

    @Test
    void whoeverWaitsIsToldWhenTheServiceStops() {
        Jobs jobs = new Jobs();
        Job first = jobs.start("long", "", steps -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return DONE;
        });
        Job second = jobs.start("another", "", steps -> DONE);
        jobs.close();

        assertTrue(first.await() instanceof Outcome.NotDone);
        assertTrue(second.await() instanceof Outcome.NotDone);
    }
}
