package tunewise.question;

/** What a run does beyond the usual; few do any of it, but each moves memory or speed. */
public enum Extra {
    /** torch.compile, which fuses away a part of the activations. */
    COMPILED,
    /** Attention runs in the FlashAttention 2 library, where a table says only that it keeps no scores. */
    FLASH_ATTENTION_2,
    /** Samples shorter than the sequence length are padded to it rather than packed. */
    PADDED,
    /** Adapters are kept in 16 bits, whatever the stack would leave them in. */
    ADAPTERS_16_BIT,
    /** Adapters are kept in 32 bits likewise. */
    ADAPTERS_32_BIT,
    /** Adapters train full copies of the input embedding and the head beside them. */
    EMBEDDINGS_TRAINED,
    /** The quantised base is stored in a type that FSDP can divide. */
    SHARDED_QUANTIZATION,
    /** What the reference of a preference says was computed before training, so that none is there. */
    REFERENCE_PRECOMPUTED,
    /** Each weight is updated as soon as its gradient is there, which is then dropped. */
    OPTIMIZER_IN_BACKWARD,
    /** Weights, gradients and states wait in the host's memory. */
    PARAMETERS_OFFLOADED,
    /** What checkpointing keeps waits in the host's memory. */
    ACTIVATIONS_OFFLOADED
}
