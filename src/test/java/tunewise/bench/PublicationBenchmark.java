package tunewise.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import tunewise.fixtures.ShippedRules;
import tunewise.workshop.Place;

/** 200 publications under load: failed and mixed answers, and what stays in memory. */
public final class PublicationBenchmark {
    private static final int PUBLICATIONS = 200;
    private static final int CLIENTS = 4;

    private PublicationBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("tunewise-publications");
        try (Place place = new Place(folder, ShippedRules.FILES)) {
            place.publishUnderLoad(20, CLIENTS, Duration.ZERO);
            long before = used();
            long begin = System.nanoTime();
            Place.Load load = place.publishUnderLoad(PUBLICATIONS, CLIENTS, Duration.ZERO);
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%d publications in %.0f s beside %,d answers by %d releases, %d failed or mixed; heap %+.1f MB%n",
                    PUBLICATIONS,
                    seconds,
                    load.answers(),
                    load.releases().size(),
                    load.failures().size(),
                    (used() - before) / 1e6);
            load.failures().stream().limit(10).forEach(System.out::println);
        }
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(200);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
