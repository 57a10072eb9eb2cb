package tunewise.audit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A ledger that is gone with the program: what durability is measured against. */
public final class MemoryLedger {
    private MemoryLedger() {}

    /** The folder holds its keys only. */
    public static Ledger open(Path folder) {
        Keys keys = Keys.of(folder);
        return new Ledger(
                new Store(new Memory(), Ledger.ONLY_CHAIN, keys.publicPem()), keys, new KeptCheckpoints(folder));
    }

    /** A database of SQLite without a file; it lives as long as one connection is open. */
    private static final class Memory implements Database {
        private final Jdbi jdbi = Jdbi.create("jdbc:sqlite:file:" + UUID.randomUUID() + "?mode=memory&cache=shared");
        private final Handle anchor = jdbi.open();

        @Override
        public String dialect() {
            return "sqlite";
        }

        @Override
        public int version() {
            return 4;
        }

        @Override
        public boolean isShared() {
            return false;
        }

        @Override
        public Handle open() {
            return jdbi.open();
        }

        @Override
        public Object identity() {
            return "memory";
        }

        @Override
        public boolean isUsable(Handle kept, Object openedAs) {
            return true;
        }

        @Override
        public boolean isReplaced(Object openedAs) {
            return false;
        }

        @Override
        public <T> T read(Handle handle, Function<Handle, T> read) {
            return read.apply(handle);
        }

        @Override
        public void lockTables(Handle transaction) {}

        @Override
        public void lockChain(Handle transaction, String chain) {}

        @Override
        public void lockPublications(Handle transaction) {}

        @Override
        public void announce(Handle transaction) {}

        @Override
        public void awaitPublication(Duration longest) throws InterruptedException {
            Thread.sleep(longest.toMillis());
        }

        @Override
        public void compact() {}

        @Override
        public void copy(Path to) {
            throw new UnsupportedOperationException("nobody keeps this");
        }

        @Override
        public void close() {
            anchor.close();
        }
    }
}
