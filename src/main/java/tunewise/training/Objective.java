package tunewise.training;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import tunewise.text.Choice;

/** What the loss asks of the model: to copy answers, to prefer some, to earn a reward, to follow a teacher, or to judge. */
public enum Objective implements Choice {
    SFT("supervised fine-tuning"),
    DPO("DPO"),
    ORPO("ORPO"),
    KTO("KTO"),
    REWARD("a reward model"),
    GRPO("GRPO"),
    DISTILLATION("distillation"),
    EMBEDDING("an embedding model"),
    CLASSIFICATION("a classifier");

    private final String label;

    Objective(String label) {
        this.label = label;
    }

    /** The name people know it by. */
    public String label() {
        return label;
    }

    /** Whether a sample is two sequences: chosen and rejected, or a query and what answers it. */
    public boolean pairs() {
        return this == DPO || this == ORPO || this == REWARD || this == EMBEDDING;
    }

    /** Sequences that pass through the model for one sample of a micro batch. */
    public int sequences() {
        return pairs() ? 2 : 1;
    }

    /** Whether the loss compares with the model as it was before training. */
    public boolean comparesWithReference() {
        return this == DPO || this == KTO;
    }

    /** Whether a value per sequence, or a vector, takes the place of the logits over the vocabulary. */
    public boolean headless() {
        return this == REWARD || this == EMBEDDING || this == CLASSIFICATION;
    }

    /** Whether the loss of trainers sees the logits of all its tokens at once unless told otherwise. */
    public boolean wholeLogits() {
        return this == DPO || this == ORPO || this == KTO || this == GRPO;
    }

    /** Whether trainers pad its batches rather than pack samples. */
    public boolean padded() {
        return this != SFT;
    }

    @Override
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
