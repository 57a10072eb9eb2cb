package tunewise.web;

import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tunewise.catalog.Catalog;

/** Puts names where the texts of rules and facts have ids of GPUs and providers. */
final class Names {
    private final Map<String, String> byId;
    private final Pattern ids;

    private Names(Map<String, String> byId) {
        this.byId = byId;
        this.ids = Pattern.compile("(?<![\\w-])(?:"
                + byId.keySet().stream()
                        .sorted(Comparator.comparing(String::length).reversed())
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|"))
                + ")(?![\\w-])");
    }

    static Names of(Catalog catalog) {
        return new Names(Stream.concat(
                        catalog.gpus().stream().map(gpu -> Map.entry(gpu.id(), gpu.name())),
                        catalog.providers().stream().map(provider -> Map.entry(provider.id(), provider.name())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    String in(String text) {
        return ids.matcher(text).replaceAll(id -> Matcher.quoteReplacement(byId.getOrDefault(id.group(), id.group())));
    }
}
