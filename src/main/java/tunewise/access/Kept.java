package tunewise.access;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;
import tunewise.ledger.Documents;

/** The documents of one kind, as records. */
final class Kept<T> {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Documents documents;
    private final String kind;
    private final Class<T> type;

    Kept(Documents documents, String kind, Class<T> type) {
        this.documents = documents;
        this.kind = kind;
        this.type = type;
    }

    Optional<T> find(String id) {
        return documents.find(kind, id).map(this::read);
    }

    List<T> all() {
        return documents.all(kind).stream().map(each -> read(each.getValue())).toList();
    }

    boolean add(String id, T value) {
        return documents.add(kind, id, JSON.writeValueAsString(value));
    }

    void put(String id, T value) {
        documents.put(kind, id, JSON.writeValueAsString(value));
    }

    /** Changes one, however many change it at the same moment; empty when there is none. */
    Optional<T> change(String id, UnaryOperator<T> change) {
        while (true) {
            Optional<String> seen = documents.find(kind, id);
            if (seen.isEmpty()) {
                return Optional.empty();
            }
            T changed = change.apply(read(seen.get()));
            if (documents.replace(kind, id, seen.get(), JSON.writeValueAsString(changed))) {
                return Optional.of(changed);
            }
        }
    }

    boolean remove(String id) {
        return documents.remove(kind, id);
    }

    private T read(String json) {
        return JSON.readValue(json, type);
    }
}
