package tunewise.cli;

/** What the command line's exit codes mean, beside 0 for fine. */
final class ExitCode {
    /** Something is wrong: no feasible set-up, faulty rules, a broken chain. */
    static final int FOUND_SOMETHING = 1;

    /** The command was used wrongly. */
    static final int MISUSED = 2;

    private ExitCode() {}
}
