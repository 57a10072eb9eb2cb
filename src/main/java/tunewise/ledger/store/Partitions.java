package tunewise.ledger.store;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries and what they are looked for by, in partitions by their places, so that indexes stay small and the room of old
 * answers is given back whole. The first partition is the table of an earlier release.
 */
final class Partitions {
    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);

    /** Places of one partition. Ten of them hold 10^8 entries, which a server plans for in a millisecond or two. */
    private static final long SIZE = 10_000_000;

    private static final List<String> TABLES = List.of("entries", "search", "fired");

    private Partitions() {}

    /** A partition of a table, its number, and the place where the next one begins. */
    private record Partition(String name, long number, long until) {}

    /**
     * Makes sure that there is a partition for the next entry, and one after it.
     *
     * @return the place of an entry after which the next one is to be made
     */
    static long makeAhead(Handle transaction) {
        transaction.execute("set local lock_timeout = '1s'");
        long next = nextPlace(transaction);
        long ahead = Long.MAX_VALUE;
        for (String table : TABLES) {
            Partition newest = newestFirst(transaction, table).get(0);
            while (newest.until <= next + SIZE) {
                newest = after(transaction, table, newest);
            }
            ahead = Math.min(ahead, newest.until - SIZE);
        }
        transaction.execute("set local lock_timeout = 0");
        return ahead;
    }

    /** Made apart and then attached, for which nobody who reads or writes has to wait. */
    private static Partition after(Handle transaction, String table, Partition newest) {
        long number = newest.until / SIZE;
        String name = table + "_" + number;
        long until = newest.until + SIZE;
        transaction.execute("create table " + name + " (like " + newest.name + " including all)");
        transaction.execute("alter table " + table + " attach partition " + name + " for values from (" + newest.until
                + ") to (" + until + ")");
        return new Partition(name, number, until);
    }

    /**
     * Gives back the room of partitions whose answers are all erased: their rows move to a new table, which keeps every
     * hash, and the old table is dropped with its indexes. Readers wait only for the swap.
     */
    static void giveBack(Handle handle) {
        long next = nextPlace(handle);
        for (Partition partition : newestFirst(handle, "entries")) {
            if (partition.until <= next && !isErased(handle, partition) && !holdsAnswers(handle, partition)) {
                try {
                    handle.useTransaction(transaction -> giveBack(transaction, partition));
                } catch (RuntimeException e) {
                    LOG.info(
                            "the room of {} could not be given back for now; it is tried again: {}",
                            partition.name,
                            e.getMessage());
                }
            }
        }
    }

    private static void giveBack(Handle transaction, Partition old) {
        transaction.execute("select pg_advisory_xact_lock(hashtext('tunewise erasure'))");
        if (isErased(transaction, old)) {
            return;
        }
        String kept = old.name + "_kept";
        transaction.execute("create table " + kept + " (like " + old.name + " including all)");
        transaction.execute("insert into " + kept + " select * from " + old.name);
        String range = transaction
                .createQuery("select pg_get_partition_constraintdef(to_regclass(:name))")
                .bind("name", old.name)
                .mapTo(String.class)
                .one();
        // Known from this, the swap looks at no row.
        transaction.execute("alter table " + kept + " add constraint in_range check (" + range + ")");
        // Known from this, erasing and indexing look at no row either.
        transaction.execute(
                "alter table " + kept + " add constraint erased check (kind <> 'recommendation' or length(body) = 0)");
        transaction.execute("set local lock_timeout = '2s'");
        transaction.execute("lock table entries, search, fired in access exclusive mode");
        if (rows(transaction, old.name) != rows(transaction, kept)) {
            throw new IllegalStateException("somebody still wrote it");
        }
        String from = bounds(transaction, old.name);
        transaction.execute("drop table " + old.name);
        transaction.execute("alter table " + kept + " rename to " + old.name);
        transaction.execute("alter table entries attach partition " + old.name + " " + from);
        transaction.execute("alter table " + old.name + " drop constraint in_range");
        for (String table : List.of("search", "fired")) {
            String emptied = table + "_" + old.number;
            if (isThere(transaction, emptied) && !any(transaction, emptied, "true")) {
                transaction.execute("drop table " + emptied);
            }
        }
    }

    private static long nextPlace(Handle handle) {
        return handle.createQuery("select last_value from entries_place")
                .mapTo(Long.class)
                .one();
    }

    private static List<Partition> newestFirst(Handle handle, String table) {
        return handle.createQuery(
                        """
                        select relname, substring(relname from '[0-9]+$')::bigint as number,
                            substring(pg_get_expr(relpartbound, oid) from 'TO \\(''?([0-9]+)')::bigint as until
                        from pg_class where oid in (select inhrelid from pg_inherits where inhparent = to_regclass(:table))
                        order by until desc
                        """)
                .bind("table", table)
                .map((row, context) -> new Partition(row.getString(1), row.getLong(2), row.getLong(3)))
                .list();
    }

    private static String bounds(Handle handle, String name) {
        return handle.createQuery("select pg_get_expr(relpartbound, oid) from pg_class where oid = to_regclass(:name)")
                .bind("name", name)
                .mapTo(String.class)
                .one();
    }

    private static boolean isErased(Handle handle, Partition partition) {
        return handle.createQuery(
                                "select count(*) from pg_constraint where conrelid = to_regclass(:name) and conname = 'erased'")
                        .bind("name", partition.name)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    private static boolean holdsAnswers(Handle handle, Partition partition) {
        return any(handle, partition.name, "kind = 'recommendation' and length(body) > 0");
    }

    private static boolean any(Handle handle, String table, String term) {
        return handle.createQuery("select exists (select from " + table + " where " + term + ")")
                .mapTo(Boolean.class)
                .one();
    }

    private static boolean isThere(Handle handle, String table) {
        return handle.createQuery("select to_regclass(:table) is not null")
                .bind("table", table)
                .mapTo(Boolean.class)
                .one();
    }

    private static long rows(Handle handle, String table) {
        return handle.createQuery("select count(*) from " + table)
                .mapTo(Long.class)
                .one();
    }
}
