/**
 * Reads a Hugging Face config.json: the shape of a model, its weights counted from that, or the true reason why
 * they cannot be. Uses catalog.
 */
@NullMarked
package tunewise.catalog.config;

import org.jspecify.annotations.NullMarked;
