package tunewise.web;

import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tunewise.catalog.Catalog;
import tunewise.catalog.Stack;

/** Names for the ids of GPUs, providers and stacks, also where the texts of rules and facts have them. */
final class Names {
    private final Catalog catalog;
    private final Map<String, String> byId;
    private final Pattern ids;

    Names(Catalog catalog) {
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

    String gpu(String id) {
        return byId.getOrDefault(id, id);
    }

    String provider(String id) {
        return byId.getOrDefault(id, id);
    }

    String stack(String id) {
        return catalog.stack(id).map(Stack::name).orElse(id);
    }

    String in(String text) {
        return ids.matcher(text).replaceAll(id -> Matcher.quoteReplacement(byId.getOrDefault(id.group(), id.group())));
    }
}
