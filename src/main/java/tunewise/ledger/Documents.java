package tunewise.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tunewise.ledger.store.DocumentTable;

/**
 * What is kept beside the entries and changes: accounts, tokens, sessions, submitted drafts. None of it is an entry; what
 * somebody did to it is.
 */
public final class Documents {
    private final StoreAccess access;

    Documents(StoreAccess access) {
        this.access = access;
    }

    public Optional<String> find(String kind, String id) {
        return access.read(handle -> DocumentTable.find(handle, kind, id));
    }

    /** All of a kind, by their ids. */
    public List<Map.Entry<String, String>> all(String kind) {
        return access.read(handle -> DocumentTable.all(handle, kind));
    }

    /** Whether there is one of any of these kinds. */
    public boolean any(List<String> kinds) {
        return access.read(handle -> DocumentTable.any(handle, kinds));
    }

    public void put(String kind, String id, String json) {
        access.write(handle -> {
            DocumentTable.put(handle, kind, id, json);
            return handle;
        });
    }

    /** Adds one that is not there yet; otherwise says no. */
    public boolean add(String kind, String id, String json) {
        return access.write(handle -> DocumentTable.add(handle, kind, id, json));
    }

    /** Replaces a text that is still what somebody saw; otherwise says no. */
    public boolean replace(String kind, String id, String seen, String json) {
        return access.write(handle -> DocumentTable.replace(handle, kind, id, seen, json));
    }

    /** Says whether there was one, so that of several who take it only one does. */
    public boolean remove(String kind, String id) {
        return access.write(handle -> DocumentTable.remove(handle, kind, id));
    }
}
