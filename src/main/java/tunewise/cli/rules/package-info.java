/** Commands of analysts: rules and prices. Uses cli.terminal and workshop. */
@NullMarked
package tunewise.cli.rules;

import org.jspecify.annotations.NullMarked;
