package tunewise.web.page;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tunewise.catalog.Catalog;
import tunewise.catalog.Stack;

/** Names for the ids of GPUs, providers and stacks, also where the texts of rules and facts have them. */
public final class DisplayNames {
    /** All that an id is made of. */
    private static final Pattern WORD = Pattern.compile("[\\w-]+");

    private final Catalog catalog;
    private final Map<String, String> byId;

    public DisplayNames(Catalog catalog) {
        this.catalog = catalog;
        this.byId = Stream.concat(
                        catalog.gpus().stream().map(gpu -> Map.entry(gpu.id(), gpu.name())),
                        catalog.providers().stream().map(provider -> Map.entry(provider.id(), provider.name())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
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

    /** A text with names in the place of ids. */
    public String in(String text) {
        StringBuilder named = new StringBuilder();
        int from = 0;
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            String name = byId.get(word.group());
            if (name != null) {
                named.append(text, from, word.start()).append(name);
                from = word.end();
            }
        }
        return from == 0 ? text : named.append(text, from, text.length()).toString();
    }
}
