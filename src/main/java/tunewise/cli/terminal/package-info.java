/**
 * What all commands share: folders, progress, text for a terminal, exit codes, and the services a command is
 * given. Uses wording and what it serves.
 */
@NullMarked
package tunewise.cli.terminal;

import org.jspecify.annotations.NullMarked;
