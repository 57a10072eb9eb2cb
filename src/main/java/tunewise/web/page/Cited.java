package tunewise.web.page;

import java.util.List;
import java.util.Map;
import tunewise.catalog.Source;

/** A source with what it says; what is no longer in the catalog has only its id. */
public record Cited(String id, String title, String says, String address) {
    public static List<Cited> of(List<String> ids, Map<String, Source> sources) {
        return ids.stream()
                .map(id -> {
                    Source source = sources.get(id);
                    return source == null
                            ? new Cited(id, "no longer in the catalog", "", "")
                            : new Cited(id, source.title(), source.says(), source.address());
                })
                .toList();
    }
}
