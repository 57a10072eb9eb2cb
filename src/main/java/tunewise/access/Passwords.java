package tunewise.access;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.concurrent.Semaphore;

/** Argon2id with 19 MiB and two passes, as OWASP has it for services. */
final class Passwords {
    static final int SHORTEST = 12;
    static final int LONGEST = 200;

    private static final int KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final Argon2Function ARGON = Argon2Function.getInstance(KIB, PASSES, LANES, BYTES, Argon2.ID);

    /** A hash takes memory and a core, so we make few at once, however many passwords come in. */
    private static final Semaphore AT_ONCE = new Semaphore(2, true);

    /** What a password is held against where there is no account, so that its absence takes as long. */
    private static final String NOBODY = hash("nobody has this password");

    private Passwords() {}

    /**
     * Checks a new password.
     *
     * @throws AccessException when it is too short or too long, or is the name
     */
    static void check(String name, String password) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            throw new AccessException("a password has " + SHORTEST + " to " + LONGEST
                    + " characters. Maybe take a sentence that only you would say.");
        }
        if (password.equalsIgnoreCase(name) || password.chars().distinct().count() < 5) {
            throw new AccessException("this password is easy to guess. Maybe take a sentence that only you would say.");
        }
    }

    static String hash(String password) {
        AT_ONCE.acquireUninterruptibly();
        try {
            return Password.hash(password).addRandomSalt(SALT_BYTES).with(ARGON).getResult();
        } finally {
            AT_ONCE.release();
        }
    }

    /** Whether this is the password; an empty hash is nobody's. */
    static boolean matches(String password, String hash) {
        if (password.length() > LONGEST) {
            return false;
        }
        AT_ONCE.acquireUninterruptibly();
        try {
            boolean same =
                    Password.check(password, hash.isEmpty() ? NOBODY : hash).with(ARGON);
            return same && !hash.isEmpty();
        } finally {
            AT_ONCE.release();
        }
    }
}
