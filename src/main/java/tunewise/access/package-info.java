/**
 * Who may do what: roles and the rights that each route asks for, accounts, tokens, sessions, and the approvals that a
 * publication needs. Uses ledger, which keeps all of it and has an entry for each act.
 */
@NullMarked
package tunewise.access;

import org.jspecify.annotations.NullMarked;
