/**
 * What a person asks, read and checked from a form, JSON or a command line, with all faults at once. Uses text and
 * training.
 */
@NullMarked
package tunewise.question;

import org.jspecify.annotations.NullMarked;
