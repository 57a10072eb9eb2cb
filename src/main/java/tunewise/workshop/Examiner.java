package tunewise.workshop;

import java.util.List;
import java.util.function.Function;
import tunewise.advice.Knowhow;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;

/** Checks and tests a workpiece. */
public final class Examiner {
    private final Function<RuleFiles, Knowhow> compiler;

    /** compiler makes rules and catalogs ready to answer, or throws {@link FaultsException}. */
    public Examiner(Function<RuleFiles, Knowhow> compiler) {
        this.compiler = compiler;
    }

    /**
     * Rules and catalogs, ready to answer.
     *
     * @throws FaultsException with everything that is wrong with them
     */
    public Knowhow compile(RuleFiles rules) {
        return compiler.apply(rules);
    }

    /** Checks, and tests what is sound. */
    public Examination examine(Workpiece piece, Steps steps) {
        Knowhow knowhow;
        try {
            knowhow = compiler.apply(piece.rules());
        } catch (FaultsException e) {
            return new Examination(e.faults(), Warnings.of(piece, null), null, null);
        }
        TestReport tests = piece.hasFixtures() ? new TestBench(knowhow, piece.fixtures()).run(steps) : null;
        return new Examination(List.of(), Warnings.of(piece, knowhow), tests, knowhow);
    }

    /** Checks only: rules, catalogs, and whether fixtures can be read. */
    public Examination check(Workpiece piece) {
        try {
            Knowhow knowhow = compiler.apply(piece.rules());
            List<Fault> faults = piece.hasFixtures()
                    ? Fixtures.read(piece.fixtures(), knowhow).faults()
                    : List.of();
            return new Examination(faults, Warnings.of(piece, knowhow), null, knowhow);
        } catch (FaultsException e) {
            return new Examination(e.faults(), Warnings.of(piece, null), null, null);
        }
    }
}
