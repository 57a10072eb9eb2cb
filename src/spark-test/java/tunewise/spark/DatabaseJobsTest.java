package tunewise.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.advice.AnswerJson;
import tunewise.cli.terminal.Version;
import tunewise.fixtures.CompiledRules;
import tunewise.fixtures.Postgres;
import tunewise.ledger.entry.Replay;
import tunewise.ledger.entry.Replay.Against;
import tunewise.ledger.entry.VerifyExport;
import tunewise.ledger.replay.Replayer;
import tunewise.ledger.search.Query;

/** Jobs that read a PostgreSQL. */
class DatabaseJobsTest {
    @TempDir
    Path folder;

    private int outs;

    @Test
    void aDatabaseIsReadInRangesOfSeq() throws IOException {
        Postgres postgres = Postgres.database();
        String database = postgres.address().replace("postgresql://postgres@", "jdbc:postgresql://") + "?user=postgres";
        try (SparkSession spark = JobRun.onTwoCores();
                History there = History.of(folder, postgres.url(), 120)) {
            String whole = VerifyExport.verify(there.export, List.of()).summary() + "\n";
            for (String pieces : List.of("1", "7")) {
                assertEquals(whole, JobRun.said(0, "verify", "--input", database, "--partitions", pieces));
            }
            String parquet = folder.resolve("out-" + ++outs).toString();
            JobRun.said(0, "export", "--input", database, "--out", parquet);
            Path plain = folder.resolve("plain.parquet");
            there.ledger.search().exportParquet(Query.all(), plain);
            assertEquals(JobRun.rows(spark, parquet + "/entries.parquet"), JobRun.rows(spark, plain.toString()));

            List<Replay> replays = new ArrayList<>();
            Replayer.of(there.ledger, Version.current(), CompiledRules::of)
                    .replay(Query.all(), Against.OWN, replays::add);
            assertEquals(
                    JobRun.lines(replays.stream().map(AnswerJson.MAPPER::writeValueAsString)),
                    JobRun.said(
                            0,
                            "replay",
                            "--json",
                            "--input",
                            database,
                            "--partitions",
                            "5",
                            "--releases",
                            there.bundles.toString(),
                            "--key",
                            there.key.toString(),
                            "--out",
                            folder.resolve("out-" + ++outs).toString()));
            assertTrue(replays.size() > 50, replays.size() + " replays");
        }
    }
}
