package tunewise.catalog;

import tunewise.text.Choice;

/** The techniques that the program knows how to apply to a set-up; {@code techniques.csv} has each of them, and more. */
public enum TechniqueId implements Choice {
    FLASH_ATTENTION,
    FSDP,
    GRADIENT_CHECKPOINTING,
    MIXED_PRECISION,
    NF4,
    OPTIMIZER_8BIT;

    private final String id = Choice.idOf(name());

    @Override
    public String id() {
        return id;
    }
}
