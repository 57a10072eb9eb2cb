/** Commands of someone with a question: advise, estimate, accuracy, export. Uses cli.terminal and cli.ledger. */
@NullMarked
package tunewise.cli.ask;

import org.jspecify.annotations.NullMarked;
