package tunewise.catalog.csv;

import java.util.List;
import tunewise.catalog.BaseQuality;
import tunewise.catalog.TaskQuality;
import tunewise.catalog.TaskRank;
import tunewise.question.Task;

/** Reads what was measured of quality: by task and rank, and over a quantised base. */
final class QualityTables {
    private final Tables tables;

    QualityTables(Tables tables) {
        this.tables = tables;
    }

    List<TaskRank> taskRanks() {
        return tables.get(CatalogFile.TASK_RANKS).map(row -> {
            TaskRank rank = new TaskRank(
                    row.choice("id", Task.class),
                    row.count("floor", 1, 1_024),
                    row.number("tokens_factor", 0.01, 1_000),
                    row.count("most", 1, 10_000),
                    sources(row),
                    row.note("note"));
            if (row.sound() && rank.floor() > rank.most()) {
                row.fault(
                        "floor " + rank.floor() + " is more than most " + rank.most() + ".",
                        "Maybe the two were swapped.");
            }
            return rank;
        });
    }

    List<TaskQuality> taskQualities() {
        return tables.get(CatalogFile.TASK_QUALITY).map(row -> {
            row.id("id");
            TaskQuality quality = new TaskQuality(
                    row.choice("task", Task.class),
                    row.choice("room", TaskQuality.Room.class),
                    row.count("rank_from", 1, 10_000),
                    row.number("low", 0, 1),
                    row.number("high", 0, 1),
                    row.choice("confidence", TaskQuality.Confidence.class),
                    sources(row),
                    row.note("note"));
            inOrder(row, quality.low(), quality.high());
            return quality;
        });
    }

    List<BaseQuality> baseQualities() {
        return tables.get(CatalogFile.BASE_QUALITY).map(row -> {
            BaseQuality quality = new BaseQuality(
                    row.id("id"),
                    row.number("from_b", 0, 100_000),
                    row.number("low", 0, 1),
                    row.number("high", 0, 1),
                    sources(row),
                    row.note("note"));
            inOrder(row, quality.low(), quality.high());
            return quality;
        });
    }

    private static void inOrder(Row row, double low, double high) {
        if (row.sound() && low > high) {
            row.fault(
                    "low " + row.note("low") + " is more than high " + row.note("high") + ".",
                    "Maybe the two were swapped.");
        }
    }

    private String sources(Row row) {
        return row.sources(tables.get(CatalogFile.SOURCES));
    }
}
