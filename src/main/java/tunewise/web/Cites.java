package tunewise.web;

import java.util.List;
import java.util.Map;
import tunewise.catalog.Source;

/** What is cited by id, with what it says. */
final class Cites {
    private Cites() {}

    static List<AnswerView.Cited> of(List<String> ids, Map<String, Source> sources) {
        return ids.stream()
                .map(id -> {
                    Source source = sources.get(id);
                    return source == null
                            ? new AnswerView.Cited(id, "no longer in the catalog", "")
                            : new AnswerView.Cited(id, source.title(), source.says());
                })
                .toList();
    }
}
