package tunewise.rulebook;

import tunewise.catalog.Fault;

/** Rules that could not be run to their end on some facts. The fault names the rule, where one is to blame. */
public final class RulesFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Fault fault;

    RulesFailedException(Fault fault, Throwable cause) {
        super(fault.text(), cause);
        this.fault = fault;
    }

    public RulesFailedException(Fault fault) {
        super(fault.text());
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
