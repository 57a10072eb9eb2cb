/** Commands of those who administer access: accounts, roles, tokens. Uses cli.terminal and access. */
@NullMarked
package tunewise.cli.access;

import org.jspecify.annotations.NullMarked;
