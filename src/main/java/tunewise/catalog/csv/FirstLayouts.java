package tunewise.catalog.csv;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Gpu;
import tunewise.training.Objective;

/**
 * The catalogs of releases in the first version of the rules' language, up to 0.2.0. Figures that stood in the program
 * then are supplied as it had them, from CSV files among its resources; a file of today must have them itself.
 */
final class FirstLayouts {
    private static final String SUPPLIED = "/tunewise/catalog/first/";

    private static final List<String> GPU_COLUMNS_SINCE = List.of(
            "aliases",
            "vendor",
            "generation",
            "fp16_dense_tflops",
            "measured_fp16_tflops",
            "link",
            "supports_fp8",
            "host",
            "refused");

    private static final List<String> OFFER_COLUMNS_SINCE = List.of(
            "tier",
            "region",
            "instance",
            "interconnect",
            "vcpus",
            "host_memory_gib",
            "disk_gb",
            "billing_step_seconds",
            "min_hours",
            "reliability");

    private static final Map<String, String> STACK_COLUMNS_SINCE = Map.of(
            "divides",
            "sixteen-bit",
            "adapts_experts",
            "stacked",
            "offloads_checkpoints",
            "no",
            "shares_rollout",
            "no");

    private static final Map<String, String> MODEL_COLUMNS_SINCE =
            Map.of("expert_input_size", "0", "encoder", "no", "sliding_window", "0", "sliding_layers", "0");

    private FirstLayouts() {}

    static Layout of(CatalogFile file) {
        return switch (file) {
            case POLICY ->
                new Layout(
                        CatalogFile.FOLDER + "limits.csv",
                        false,
                        List.of("id", "value", "source", "note"),
                        FirstLayouts::policy,
                        supplied(file));
            case GPUS ->
                new Layout(
                        file.path(),
                        false,
                        file.columns().stream()
                                .filter(column -> !GPU_COLUMNS_SINCE.contains(column))
                                .toList(),
                        FirstLayouts::gpu,
                        supplied(file));
            case STACKS ->
                new Layout(
                        file.path(),
                        false,
                        file.columns().stream()
                                .filter(column -> !STACK_COLUMNS_SINCE.containsKey(column))
                                .toList(),
                        FirstLayouts::stack,
                        supplied(file));
            case OFFERS -> without(file, OFFER_COLUMNS_SINCE);
            case PROVIDERS -> without(file, List.of("page"));
            case MODELS ->
                new Layout(
                        file.path(),
                        false,
                        file.columns().stream()
                                .filter(column -> !MODEL_COLUMNS_SINCE.containsKey(column))
                                .toList(),
                        FirstLayouts::model,
                        supplied(file));
            case MODELLING -> new Layout(file.path(), true, file.columns(), UnaryOperator.identity(), supplied(file));
            case RECIPES ->
                new Layout(
                        file.path(),
                        file.mayBeMissing(),
                        file.columns().stream()
                                .filter(column -> !column.equals("objective"))
                                .toList(),
                        FirstLayouts::recipe,
                        supplied(file));
            default ->
                new Layout(file.path(), file.mayBeMissing(), file.columns(), UnaryOperator.identity(), supplied(file));
        };
    }

    private static Layout without(CatalogFile file, List<String> since) {
        return new Layout(
                file.path(),
                false,
                file.columns().stream()
                        .filter(column -> !since.contains(column))
                        .toList(),
                UnaryOperator.identity(),
                supplied(file));
    }

    /** The unit was part of the id, and nobody wrote down when a figure was looked at. */
    private static Map<String, String> policy(Map<String, String> cells) {
        Map<String, String> policy = new TreeMap<>(cells);
        String id = cells.getOrDefault("id", "");
        String note = cells.getOrDefault("note", "");
        policy.put("unit", id.contains("-share") ? "share" : "as the id says");
        policy.put("description", note.isEmpty() ? id.replace('-', ' ') : note);
        policy.put("looked", "2026-11-24");
        return policy;
    }

    /** A quantised base was held whole by every GPU, and every trainer was taken to adapt experts. */
    private static Map<String, String> stack(Map<String, String> cells) {
        Map<String, String> stack = new TreeMap<>(cells);
        stack.putAll(STACK_COLUMNS_SINCE);
        return stack;
    }

    /** Nothing was trained towards but answers to copy. */
    private static Map<String, String> recipe(Map<String, String> cells) {
        Map<String, String> recipe = new TreeMap<>(cells);
        recipe.put("objective", Objective.SFT.id());
        return recipe;
    }

    /** Every model read its experts' inputs whole, and wrote text. */
    private static Map<String, String> model(Map<String, String> cells) {
        Map<String, String> model = new TreeMap<>(cells);
        model.putAll(MODEL_COLUMNS_SINCE);
        return model;
    }

    /** Generation and link were read out of texts, and nothing asked for the other columns. */
    private static Map<String, String> gpu(Map<String, String> cells) {
        Map<String, String> gpu = new TreeMap<>(cells);
        gpu.put("generation", generation(cells.getOrDefault("architecture", "").toLowerCase(Locale.ROOT)));
        gpu.put("link", link(cells.getOrDefault("interconnect", "").toLowerCase(Locale.ROOT)));
        gpu.put("vendor", "nvidia");
        gpu.put("supports_fp8", "no");
        gpu.put("host", "x86-64");
        return gpu;
    }

    private static String generation(String architecture) {
        return Stream.of(Gpu.Generation.HOPPER, Gpu.Generation.BLACKWELL)
                .filter(generation -> architecture.contains(generation.id()))
                .findFirst()
                .orElse(Gpu.Generation.OTHER)
                .id();
    }

    private static String link(String interconnect) {
        if (interconnect.contains("infinity fabric")) {
            return Gpu.Link.INFINITY_FABRIC.id();
        }
        if (interconnect.contains("bridge")) {
            return Gpu.Link.BRIDGE.id();
        }
        boolean nvlink = interconnect.contains("nvlink") && !interconnect.contains("no nvlink");
        return (nvlink ? Gpu.Link.NVLINK : Gpu.Link.PCIE).id();
    }

    private static List<Map<String, String>> supplied(CatalogFile file) {
        try (@Nullable InputStream rows = FirstLayouts.class.getResourceAsStream(SUPPLIED + file.fileName())) {
            List<Map<String, String>> supplied = new ArrayList<>();
            if (rows != null) {
                String text = new String(rows.readAllBytes(), StandardCharsets.UTF_8);
                try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(text)) {
                    reader.forEach(row -> supplied.add(row.getFieldsAsMap()));
                }
            }
            return supplied;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
