package tunewise.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tunewise.advice.MeasuredRun;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.PublishedRun;
import tunewise.catalog.csv.CatalogReader;
import tunewise.estimate.Range;
import tunewise.fixtures.ShippedRules;

/** No two rows of published runs read the same: each says what sets it apart. */
class MeasuredRowTest {
    private static final Catalog CATALOG = CatalogReader.read(ShippedRules.AS_SHIPPED.rules());

    @Test
    void noTwoRowsOfAllPublishedRunsReadTheSame() {
        List<MeasuredRun> runs =
                CATALOG.publishedRuns().stream().map(MeasuredRowTest::shown).toList();

        List<MeasuredRow> rows = MeasuredRow.of(runs, CATALOG);

        List<String> twice = new ArrayList<>();
        HashSet<String> seen = new HashSet<>();
        for (MeasuredRow row : rows) {
            String kind = row.measured().replaceAll("[\\d.,]+|;.*", "");
            if (!seen.add(row.ran() + " |" + kind)) {
                twice.add(row.ran());
            }
        }
        assertEquals(List.of(), twice);
        assertTrue(rows.size() < runs.size(), "runs of one configuration share a row");
    }

    @Test
    void runsOfOneConfigurationShareARow() {
        List<MeasuredRun> runs = CATALOG.publishedRuns().stream()
                .filter(run ->
                        run.tokensPerSecond() != null && run.tokensPerSecond() > 3811 && run.tokensPerSecond() < 3996)
                .filter(run -> List.of("3995.243", "3811.771").contains(String.valueOf(run.tokensPerSecond())))
                .map(MeasuredRowTest::shown)
                .toList();
        assertEquals(2, runs.size());
        List<MeasuredRow> rows = MeasuredRow.of(runs, CATALOG);
        assertEquals(1, rows.size());
        assertEquals("3,995 tokens/s a GPU; 3,812 tokens/s a GPU", rows.get(0).measured());
    }

    /** As the estimator shows it, with the same estimate for the same configuration. */
    private static MeasuredRun shown(PublishedRun run) {
        Range same = new Range(1, 2, 3);
        return new MeasuredRun(
                run.model(),
                run.model(),
                run.method(),
                run.rank(),
                run.quantization(),
                run.microBatch(),
                run.sequenceLength(),
                run.gpu(),
                run.gpu() == null ? null : CATALOG.gpu(run.gpu()).map(Gpu::name).orElseThrow(),
                run.gpuCount(),
                run.sharding(),
                run.ranWith(),
                run.probe() == null ? null : run.probe().name().toLowerCase(Locale.ROOT),
                run.peakGib(),
                run.probe() == null ? null : same,
                run.tokensPerSecond(),
                run.probe() == null ? same : null,
                run.source());
    }
}
