/**
 * The words that page, API, command line, assistants and exports share: figures with units, names instead of ids,
 * time and cost of the whole job. Uses advice.
 */
@NullMarked
package tunewise.wording;

import org.jspecify.annotations.NullMarked;
