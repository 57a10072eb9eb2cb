package tunewise.web.page;

import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tunewise.catalog.Catalog;
import tunewise.catalog.Stack;

/** Names for the ids of GPUs, providers and stacks, also where the texts of rules and facts have them. */
public final class DisplayNames {
    private final Catalog catalog;
    private final Map<String, String> byId;
    private final Pattern ids;

    public DisplayNames(Catalog catalog) {
        this.catalog = catalog;
        this.byId = Stream.concat(
                        catalog.gpus().stream().map(gpu -> Map.entry(gpu.id(), gpu.name())),
                        catalog.providers().stream().map(provider -> Map.entry(provider.id(), provider.name())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        this.ids = Pattern.compile("(?<![\\w-])(?:"
                + byId.keySet().stream()
                        .sorted(Comparator.comparing(String::length).reversed())
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|"))
                + ")(?![\\w-])");
    }

    public String gpu(String id) {
        return byId.getOrDefault(id, id);
    }

    public String provider(String id) {
        return byId.getOrDefault(id, id);
    }

    public String stack(String id) {
        return catalog.stack(id).map(Stack::name).orElse(id);
    }

    public String in(String text) {
        return ids.matcher(text).replaceAll(id -> Matcher.quoteReplacement(byId.getOrDefault(id.group(), id.group())));
    }
}
