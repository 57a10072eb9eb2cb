package tunewise.ledger.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Small texts beside the entries, which change and go, each by its kind and id. */
public final class DocumentTable {
    private DocumentTable() {}

    public static Optional<String> find(Handle handle, String kind, String id) {
        return handle.createQuery("select json from documents where kind = :kind and id = :id")
                .bind("kind", kind)
                .bind("id", id)
                .mapTo(String.class)
                .findFirst();
    }

    /** All of a kind, by their ids. */
    public static List<Map.Entry<String, String>> all(Handle handle, String kind) {
        return handle.createQuery("select id, json from documents where kind = :kind order by id")
                .bind("kind", kind)
                .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                .list();
    }

    /** Whether there is one of any of these kinds. */
    public static boolean any(Handle handle, List<String> kinds) {
        return handle.createQuery("select count(*) from documents where kind in (<kinds>)")
                        .bindList("kinds", kinds)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    public static void put(Handle transaction, String kind, String id, String json) {
        transaction
                .createUpdate("insert into documents (kind, id, json) values (:kind, :id, :json)"
                        + " on conflict (kind, id) do update set json = excluded.json")
                .bind("kind", kind)
                .bind("id", id)
                .bind("json", json)
                .execute();
    }

    /** Adds one that is not there yet; otherwise says no. */
    public static boolean add(Handle transaction, String kind, String id, String json) {
        return transaction
                        .createUpdate("insert into documents (kind, id, json) values (:kind, :id, :json)"
                                + " on conflict (kind, id) do nothing")
                        .bind("kind", kind)
                        .bind("id", id)
                        .bind("json", json)
                        .execute()
                > 0;
    }

    /** Replaces a text that is still what somebody saw; otherwise says no. */
    public static boolean replace(Handle transaction, String kind, String id, String seen, String json) {
        return transaction
                        .createUpdate(
                                "update documents set json = :json where kind = :kind and id = :id and json = :seen")
                        .bind("kind", kind)
                        .bind("id", id)
                        .bind("seen", seen)
                        .bind("json", json)
                        .execute()
                > 0;
    }

    /** Says whether there was one, so that of several who take it only one does. */
    public static boolean remove(Handle transaction, String kind, String id) {
        return transaction
                        .createUpdate("delete from documents where kind = :kind and id = :id")
                        .bind("kind", kind)
                        .bind("id", id)
                        .execute()
                > 0;
    }
}
