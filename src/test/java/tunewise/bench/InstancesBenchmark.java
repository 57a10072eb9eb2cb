package tunewise.bench;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import tunewise.fixtures.Postgres;
import tunewise.fixtures.ShippedRules;
import tunewise.workshop.Instances;

/**
 * Three instances on one PostgreSQL, each asked by clients while they publish in turn. Takes the number of publications,
 * 20 unless said.
 */
public final class InstancesBenchmark {
    private static final int INSTANCES = 3;
    private static final int CLIENTS_EACH = 8;

    private InstancesBenchmark() {}

    public static void main(String[] args) throws Exception {
        int publications = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        try (Instances instances = new Instances(
                Files.createTempDirectory("tunewise-instances"), ShippedRules.FILES, Postgres.durable(), INSTANCES)) {
            long begin = System.nanoTime();
            Instances.Outcome outcome = instances.publishUnderLoad(publications, CLIENTS_EACH, Duration.ZERO);
            System.out.printf(
                    Locale.ROOT,
                    "%,d answers by %d releases in %.0f s, %d mixed or failed, at most %,d ms until all answered by a"
                            + " new release%n%s%n",
                    outcome.answers(),
                    outcome.answersByRelease().size(),
                    (System.nanoTime() - begin) / 1e9,
                    outcome.failures().size(),
                    outcome.slowestMillis(),
                    outcome.verification().summary());
            outcome.failures().stream().limit(5).forEach(System.out::println);
        }
    }
}
