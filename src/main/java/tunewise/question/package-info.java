/**
 * What a person asks, read and checked from a form, JSON or a command line, with all faults at once. Uses text and
 * training. A new field begins in Field; the form, the API and the command line follow from it.
 */
@NullMarked
package tunewise.question;

import org.jspecify.annotations.NullMarked;
