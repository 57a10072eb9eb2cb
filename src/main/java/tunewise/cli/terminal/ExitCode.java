package tunewise.cli.terminal;

/** What the command line's exit codes mean, beside 0 for fine. */
public final class ExitCode {
    /** Something is wrong: no feasible set-up, faulty rules, a broken chain. */
    public static final int FOUND_SOMETHING = 1;

    /** The command was used wrongly. */
    public static final int MISUSED = 2;

    private ExitCode() {}
}
