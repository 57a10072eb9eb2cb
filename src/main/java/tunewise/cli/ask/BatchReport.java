package tunewise.cli.ask;

import java.util.List;
import tunewise.cli.terminal.Progress;
import tunewise.question.FieldFault;

/** Counts the rows of a batch, and tells of those that are faulty. */
final class BatchReport {
    private final String file;
    private final Progress progress;
    private long done;
    private long faulty;

    BatchReport(String file, Progress progress) {
        this.file = file;
        this.progress = progress;
    }

    void done(double share) {
        done++;
        progress.at(share, done, faulty);
    }

    void faulty(long line, List<FieldFault> faults, double share) {
        faulty++;
        for (FieldFault fault : faults) {
            String field = fault.field().isEmpty() ? "" : fault.field() + ": ";
            progress.say(file + ":" + line + ": " + field + fault.message());
        }
        done(share);
    }

    /** Tells how many rows were left out; true when none was. */
    boolean allDone(String rows) {
        progress.erase();
        if (faulty > 0) {
            progress.say("%,d of %,d %s are faulty and were left out.".formatted(faulty, done, rows));
        }
        return faulty == 0;
    }
}
