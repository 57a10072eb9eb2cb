package tunewise.catalog.csv;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Pick;
import tunewise.catalog.Policy;
import tunewise.catalog.Quality;
import tunewise.catalog.Scaling;
import tunewise.catalog.SizeClass;
import tunewise.catalog.Speed;
import tunewise.catalog.Technique;
import tunewise.catalog.Threshold;
import tunewise.question.Priority;
import tunewise.training.Method;

/** Reads the figures of the guide and what else rules compare with: sizes, memory, speed, quality, picks, policy. */
final class GuideTables {
    private final Tables tables;

    GuideTables(Tables tables) {
        this.tables = tables;
    }

    List<SizeClass> sizeClasses() {
        List<SizeClass> earlier = new ArrayList<>();
        Table table = tables.get(CatalogFile.SIZE_CLASSES);
        List<SizeClass> classes = table.map(row -> {
            SizeClass sizeClass = new SizeClass(
                    row.id("id"),
                    row.text("name"),
                    row.number("nominal_b", 0.001, 100_000),
                    row.number("from_b", 0, 100_000),
                    row.number("to_b", 0.001, 100_000),
                    row.number("relative_speed", 0.0001, 1_000),
                    sources(row));
            if (row.sound()) {
                checkSizes(row, sizeClass, earlier);
                earlier.add(sizeClass);
            }
            return sizeClass;
        });
        if (table.sound() && !classes.isEmpty() && classes.stream().noneMatch(SizeClass::reference)) {
            table.fault(
                    0,
                    "no size class has the relative_speed 1.",
                    "Maybe it was changed; the others are relative to that class.");
        }
        return classes;
    }

    List<Threshold> thresholds() {
        return tables.get(CatalogFile.THRESHOLDS).map(row -> {
            row.id("id");
            Threshold threshold = new Threshold(
                    method(row),
                    sizeClass(row),
                    row.number("min_gb", 0.1, 100_000),
                    row.optionalNumber("recommended_gb", 0.1, 100_000),
                    row.note("examples"),
                    sources(row));
            inOrder(row, "min_gb", threshold.minGb(), "recommended_gb", threshold.recommendedGb());
            return threshold;
        });
    }

    List<Speed> speeds() {
        return tables.get(CatalogFile.SPEEDS)
                .map(row -> new Speed(
                        row.id("id"),
                        sizeClass(row),
                        method(row),
                        gpu(row),
                        gpuCount(row),
                        row.number("tokens_per_second", 0.1, 100_000_000),
                        row.choice("basis", Speed.Basis.class),
                        sources(row),
                        row.note("note")));
    }

    List<Scaling> scalings() {
        List<Scaling> earlier = new ArrayList<>();
        return tables.get(CatalogFile.SCALING).map(row -> {
            Scaling scaling = new Scaling(
                    gpuCount(row), share(row, "low"), share(row, "central"), share(row, "high"), sources(row));
            inOrder(row, "low", scaling.low(), "central", scaling.central());
            inOrder(row, "central", scaling.central(), "high", scaling.high());
            if (!earlier.isEmpty() && earlier.get(earlier.size() - 1).gpuCount() > scaling.gpuCount()) {
                row.fault("gpu_count " + scaling.gpuCount() + " comes after a larger one.", "Maybe move the row up.");
            }
            earlier.add(scaling);
            return scaling;
        });
    }

    List<Quality> qualities() {
        return tables.get(CatalogFile.QUALITIES).map(row -> {
            row.id("id");
            Quality quality = new Quality(
                    method(row),
                    row.count("rank", 0, 10_000),
                    share(row, "low"),
                    share(row, "high"),
                    row.number("time_factor", 0.01, 100),
                    sources(row),
                    row.note("note"));
            inOrder(row, "low", quality.low(), "high", quality.high());
            return quality;
        });
    }

    List<Technique> techniques() {
        return tables.get(CatalogFile.TECHNIQUES).map(row -> {
            Technique technique = new Technique(
                    row.id("id"),
                    row.text("name"),
                    row.optionalNumber("memory_saved_low", 0, 1),
                    row.optionalNumber("memory_saved_high", 0, 1),
                    row.optionalNumber("time_change_low", -1, 10),
                    row.optionalNumber("time_change_high", -1, 10),
                    row.optionalNumber("quality_low", 0, 1),
                    row.optionalNumber("quality_high", 0, 1),
                    sources(row),
                    row.note("note"));
            range(row, "memory_saved", technique.memorySavedLow(), technique.memorySavedHigh());
            range(row, "time_change", technique.timeChangeLow(), technique.timeChangeHigh());
            range(row, "quality", technique.qualityLow(), technique.qualityHigh());
            return technique;
        });
    }

    List<Pick> picks() {
        return tables.get(CatalogFile.PICKS)
                .map(row -> new Pick(
                        row.id("id"),
                        sizeClass(row),
                        row.choice("priority", Priority.class),
                        method(row),
                        gpu(row),
                        gpuCount(row),
                        row.choice("standing", Pick.Standing.class),
                        sources(row),
                        row.note("note")));
    }

    List<Policy> policies() {
        return tables.get(CatalogFile.POLICY).map(row -> {
            row.date("looked");
            return policy(row, row.text("unit"));
        });
    }

    /** A share of something lies between nothing and all of it. */
    private Policy policy(Row row, String unit) {
        boolean share = unit.equals("share");
        double value = row.number("value", share ? 0 : -1e15, share ? 1 : 1e15);
        return new Policy(row.id("id"), value, unit, row.text("description"), sources(row));
    }

    private static void checkSizes(Row row, SizeClass sizeClass, List<SizeClass> earlier) {
        inOrder(row, "from_b", sizeClass.fromB(), "nominal_b", sizeClass.nominalB());
        inOrder(row, "nominal_b", sizeClass.nominalB(), "to_b", sizeClass.toB());
        if (earlier.isEmpty()) {
            return;
        }
        SizeClass last = earlier.get(earlier.size() - 1);
        if (sizeClass.fromB() < last.fromB()) {
            row.fault(
                    "the class begins below '" + last.id() + "', but classes are sorted by from_b.",
                    "Maybe move the row up.");
        } else if (sizeClass.fromB() < last.toB()) {
            row.fault(
                    "the class begins inside '" + last.id() + "'.",
                    "Maybe from_b is too small, or to_b of '" + last.id() + "' too large.");
        }
    }

    private static void range(Row row, String column, @Nullable Double low, @Nullable Double high) {
        if ((low == null) != (high == null)) {
            row.fault(
                    "only one of " + column + "_low and " + column + "_high is filled in.",
                    "Maybe the same figure belongs in both.");
        } else if (low != null) {
            inOrder(row, column + "_low", low, column + "_high", high);
        }
    }

    private static void inOrder(Row row, String column, double value, String otherColumn, @Nullable Double other) {
        if (row.sound() && other != null && value > other) {
            row.fault(
                    column + " " + row.note(column) + " is more than " + otherColumn + " " + row.note(otherColumn)
                            + ".",
                    "Maybe the two were swapped.");
        }
    }

    private static double share(Row row, String column) {
        return row.number(column, 0, 1);
    }

    private static int gpuCount(Row row) {
        return row.count("gpu_count", 1, 1_000);
    }

    private static Method method(Row row) {
        return row.choice("method", Method.class);
    }

    private String gpu(Row row) {
        return row.reference("gpu", tables.get(CatalogFile.GPUS));
    }

    private String sizeClass(Row row) {
        return row.reference("size_class", tables.get(CatalogFile.SIZE_CLASSES));
    }

    private String sources(Row row) {
        return row.sources(tables.get(CatalogFile.SOURCES));
    }
}
