package tunewise.catalog.config;

/**
 * What a tower has where its vision_config leaves a key out.
 *
 * @param mlp width of its MLPs; of the projector's where that is what the key tells
 * @param image pixels of an edge; 0 where any size is taken
 */
record TowerDefaults(TowerStyle style, int layers, int width, int mlp, int patch, int image) {}
