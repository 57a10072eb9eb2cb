package tunewise.estimate;

import java.nio.file.Path;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Model;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.Stack;
import tunewise.catalog.csv.CatalogReader;
import tunewise.training.Method;

/** What estimates are tested with. */
public final class ShippedEstimator {
    public static final Catalog CATALOG = CatalogReader.read(RuleFiles.load(Path.of("rules")));
    static final Estimator ESTIMATOR = Estimator.of(CATALOG);
    static final Stack TRL = stack("trl");

    private ShippedEstimator() {}

    static Model model(String id) {
        return CATALOG.models().stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static Stack stack(String id) {
        return CATALOG.stack(id).orElseThrow();
    }

    static Gpu gpu(String id) {
        return CATALOG.gpu(id).orElseThrow();
    }

    static MemoryEstimate memory(String model, TrainingConfig config) {
        return ESTIMATOR.memory(model(model), config, TRL);
    }

    static TrainingConfig usual(Method method) {
        return TrainingConfig.usual(method, 8, TRL);
    }
}
