package tunewise.plan;

import tunewise.training.Method;

/** A technique to use or to consider; the id is the catalog's. */
public record TechniqueFound(String technique, String text) implements Finding {
    @Override
    public boolean concerns(Quote quote) {
        return switch (technique) {
            case "fsdp" -> quote.plan().gpuCount() > 1;
            case "nf4", "optimizer-8bit" -> quote.plan().method() == Method.QLORA;
            case "gradient-checkpointing" -> quote.plan().gradientCheckpointing();
            default -> true;
        };
    }
}
