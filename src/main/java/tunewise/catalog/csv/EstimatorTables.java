package tunewise.catalog.csv;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tunewise.catalog.Coefficient;
import tunewise.catalog.EstimatorCoefficient;
import tunewise.catalog.ModellingCode;
import tunewise.catalog.Stack;
import tunewise.training.Loss;

/** Reads what the estimator goes by: the training stacks, and its coefficients. */
final class EstimatorTables {
    private final Tables tables;

    EstimatorTables(Tables tables) {
        this.tables = tables;
    }

    List<Stack> stacks() {
        return tables.get(CatalogFile.STACKS)
                .map(row -> new Stack(
                        row.id("id"),
                        row.text("name"),
                        row.yes("offered"),
                        row.choice("loss", Loss.class),
                        row.yes("hugging_face"),
                        row.choice("quantises_experts", Stack.Experts.class),
                        row.choice("adapts_experts", Stack.ExpertAdapters.class),
                        row.yes("mask_kept"),
                        row.yes("keys_copied"),
                        row.yes("kbit_fp32"),
                        row.count("lora_adapter_bytes", 2, 4),
                        row.count("qlora_adapter_bytes", 2, 4),
                        row.number("logit_bytes", 0, 100),
                        row.number("chunked_logit_bytes", 0, 100),
                        row.number("activation_share", 0.1, 2),
                        row.number("quantised_share", 0.5, 3),
                        row.count("dropout_bytes", 0, 10),
                        row.yes("fused_qkv"),
                        row.yes("gathers_all"),
                        row.yes("offloads_checkpoints"),
                        row.yes("shares_rollout"),
                        row.choice("divides", Stack.Divides.class),
                        row.number("efficiency", 0.01, 1.5),
                        row.number("floor_seconds", 0, 10),
                        sources(row),
                        row.note("note")));
    }

    List<ModellingCode> modellingCode() {
        return tables.get(CatalogFile.MODELLING).map(row -> {
            row.date("looked");
            return new ModellingCode(
                    row.text("family"),
                    row.yes("fused_qkv"),
                    row.yes("fused_gate_up"),
                    row.yes("unfused_gelu"),
                    row.yes("capped_logits"),
                    sources(row),
                    row.note("note"));
        });
    }

    Map<EstimatorCoefficient, Coefficient> coefficients() {
        Map<EstimatorCoefficient, Coefficient> coefficients = new EnumMap<>(EstimatorCoefficient.class);
        tables.get(CatalogFile.ESTIMATOR)
                .map(this::coefficient)
                .forEach(coefficient -> coefficients.put(coefficient.id(), coefficient));
        return Collections.unmodifiableMap(coefficients);
    }

    private Coefficient coefficient(Row row) {
        Coefficient coefficient = new Coefficient(
                row.choice("id", EstimatorCoefficient.class),
                row.number("value", 0, 1e9),
                row.number("low", 0, 1e9),
                row.number("high", 0, 1e9),
                row.text("unit"),
                sources(row),
                row.note("note"));
        if (row.sound() && (coefficient.low() > coefficient.value() || coefficient.value() > coefficient.high())) {
            row.fault(
                    "value " + row.note("value") + " is not between low " + row.note("low") + " and high "
                            + row.note("high") + ".",
                    "Maybe two of the three were swapped.");
        }
        return coefficient;
    }

    private String sources(Row row) {
        return row.sources(tables.get(CatalogFile.SOURCES));
    }
}
