package tunewise.ledger.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.transaction.TransactionHandler;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Transactions by SQLite's own statements. The driver's commit begins another transaction at once and so asks again for
 * the lock it gave back; where somebody else has it by then, what was kept would be told as a failure.
 */
final class SqliteTransactions implements TransactionHandler {
    private boolean open;

    /** Each connection has its own. */
    @Override
    public TransactionHandler specialize(Handle handle) {
        return new SqliteTransactions();
    }

    @Override
    public void begin(Handle handle) {
        handle.execute("begin immediate");
        open = true;
    }

    @Override
    public void commit(Handle handle) {
        handle.execute("commit");
        open = false;
    }

    @Override
    public void rollback(Handle handle) {
        open = false;
        handle.execute("rollback");
    }

    @Override
    public boolean isInTransaction(Handle handle) {
        return open;
    }

    @Override
    public <R, X extends Exception> R inTransaction(Handle handle, HandleCallback<R, X> work) throws X {
        begin(handle);
        try {
            R result = work.withHandle(handle);
            commit(handle);
            return result;
        } catch (Throwable failure) {
            undo(handle, failure);
            throw failure;
        }
    }

    /** SQLite ends a transaction itself where the disk fails; then there is nothing to undo. */
    private void undo(Handle handle, Throwable failure) {
        try {
            rollback(handle);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** SQLite has one level, and it is the strictest. */
    @Override
    public <R, X extends Exception> R inTransaction(
            Handle handle, TransactionIsolationLevel level, HandleCallback<R, X> work) throws X {
        return inTransaction(handle, work);
    }

    @Override
    public void savepoint(Handle handle, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void rollbackToSavepoint(Handle handle, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void releaseSavepoint(Handle handle, String name) {
        throw new UnsupportedOperationException();
    }
}
