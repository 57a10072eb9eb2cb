package tunewise.catalog.config;

/** How a tower is built: which of its layers have biases, what stands before and behind them. */
enum TowerStyle {
    QWEN2,
    QWEN2_5,
    QWEN3,
    SIGLIP,
    CLIP,
    PIXTRAL,
    INTERN,
    LLAMA4,
    MLLAMA,
    GLM,
    MOON,
    GEMMA4,
    ERNIE,
    MUSE,
    PERCEPTION
}
