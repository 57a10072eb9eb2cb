package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.NewEntry;
import tunewise.ledger.verify.Verification;
import tunewise.workshop.Jobs.Job;
import tunewise.workshop.Jobs.Outcome;

/** A ledger is recomputed where people see it, wait for their turn and can stop it. */
class VerificationsTest {
    private static final int ENTRIES = 600;

    private final Jobs jobs = new Jobs();
    private Ledger ledger;

    @BeforeEach
    void fill(@TempDir Path folder) {
        ledger = Ledger.open(folder);
        for (int i = 0; i < ENTRIES; i++) {
            ledger.append(new NewEntry(
                    "entry-" + i, EntryKind.RECOMMENDATION, Instant.EPOCH, "sha256:0", "api", "{\"a\": " + i + "}"));
        }
    }

    @AfterEach
    void close() {
        jobs.close();
        ledger.close();
    }

    @Test
    void itIsDoneOnceItIsItsTurnAndStaysInTheList() {
        Verification verification = new Verifications(ledger, jobs).verify("");

        assertTrue(verification.ok());
        Job job = jobs.all().get(0);
        assertEquals(ENTRIES, job.done());
        assertEquals(
                new Outcome.Told(verification.summary(), true), job.outcome().orElseThrow());
    }

    @Test
    void whileAnotherLooksThroughTheLedgerItWaitsAndCanBeStopped() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        Job before = jobs.audit("Another", steps -> {
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Outcome.Told("done", true);
        });
        CompletableFuture<Verification> waiting =
                CompletableFuture.supplyAsync(() -> new Verifications(ledger, jobs).verify(""));
        while (jobs.all().size() < 2) {
            Thread.sleep(5);
        }
        Job job = jobs.all().get(0);
        assertEquals("The ledger recomputed", job.title());
        assertTrue(
                jobs.start("A test", "", steps -> new Outcome.Told("done", true))
                                .await()
                        instanceof Outcome.Told);

        job.stop();
        mayEnd.countDown();

        CompletionException stopped = assertThrows(CompletionException.class, waiting::join);
        assertTrue(stopped.getCause() instanceof RefusedException, stopped::toString);
        assertTrue(before.await() instanceof Outcome.Told);
    }

    @Test
    void whoeverIsToldHowFarItIsCanStopItOnTheWay() {
        List<Long> told = new ArrayList<>();

        assertThrows(CancellationException.class, () -> ledger.proof()
                .verify("", ledger.proof().publicKey(), entries -> {
                    told.add(entries);
                    if (entries > 300) {
                        throw new CancellationException("enough");
                    }
                }));

        assertEquals(List.of(256L, 512L), told);
        assertTrue(ledger.proof().verify().ok());
    }
}
