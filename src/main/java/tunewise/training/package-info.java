/**
 * The words of fine-tuning as closed types: methods, optimizers, quantization, precision, sharding, loss, the
 * layers that take adapters. Uses only text.
 */
@NullMarked
package tunewise.training;

import org.jspecify.annotations.NullMarked;
