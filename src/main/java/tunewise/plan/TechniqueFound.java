package tunewise.plan;

import java.util.Optional;
import java.util.stream.Stream;
import tunewise.catalog.TechniqueId;
import tunewise.training.Method;

/** A technique to use or to consider; the id is the catalog's. */
public record TechniqueFound(String technique, String text) implements Finding {
    @Override
    public boolean concerns(Quote quote) {
        Optional<TechniqueId> known = Stream.of(TechniqueId.values())
                .filter(id -> id.id().equals(technique))
                .findFirst();
        return known.map(id -> concerns(id, quote)).orElse(true);
    }

    private static boolean concerns(TechniqueId id, Quote quote) {
        return switch (id) {
            case FSDP -> quote.plan().gpuCount() > 1;
            case NF4, OPTIMIZER_8BIT -> quote.plan().method() == Method.QLORA;
            case GRADIENT_CHECKPOINTING -> quote.plan().gradientCheckpointing();
            case FLASH_ATTENTION, MIXED_PRECISION -> true;
        };
    }
}
