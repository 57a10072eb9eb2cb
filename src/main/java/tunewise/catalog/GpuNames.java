package tunewise.catalog;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds a GPU by its id or by the name people write: "RTX 3090", "3090", "NVIDIA GeForce RTX 3090 24GB". */
public final class GpuNames {
    private static final Pattern VENDORS =
            Pattern.compile("\\b(nvidia|geforce|tesla|amd|instinct|radeon|intel|apple|gpus?|graphics|cards?)\\b");
    private static final Pattern COMPUTERS =
            Pattern.compile("\\b(macbook (?:pro|air)|mac (?:studio|mini|pro)|macbook|imac|mac)\\b(?=.*\\w)");
    private static final Pattern LAPTOP_FIRST = Pattern.compile("^(laptop|mobile|notebook) (.+)$");
    private static final Pattern MEMORY = Pattern.compile("[ (-]*\\d+ *gi?b\\)?$");

    private static final String LINE = "quadro";

    private final Map<String, Gpu> byName = new HashMap<>();

    private GpuNames(List<Gpu> gpus) {
        Set<String> twice = new HashSet<>();
        for (Gpu gpu : gpus) {
            Stream.concat(Stream.of(gpu.id(), gpu.name()), gpu.aliases().stream())
                    .map(GpuNames::bare)
                    .flatMap(name -> Stream.of(name, withoutLine(name)))
                    .distinct()
                    .forEach(name -> {
                        if (byName.putIfAbsent(name, gpu) != null) {
                            twice.add(name);
                        }
                    });
        }
        byName.keySet().removeAll(twice);
    }

    public static GpuNames of(Catalog catalog) {
        return new GpuNames(catalog.gpus());
    }

    /**
     * The one GPU of a name; its memory may stand behind the name where that tells no other card. For a card that
     * nothing trains on, any memory will do.
     */
    public Optional<Gpu> find(String name) {
        String text = name.toLowerCase(Locale.ROOT).strip();
        return known(text).or(() -> known(MEMORY.matcher(text).replaceFirst(""))
                .filter(gpu -> gpu.untrainable() || sameMemory(gpu, text)));
    }

    private Optional<Gpu> known(String text) {
        String bare = bare(text);
        return Optional.ofNullable(byName.get(bare)).or(() -> Optional.ofNullable(byName.get(withoutLine(bare))));
    }

    /** Newer cards have an older line's name without it: an RTX 6000 is hardly a Quadro RTX 6000 today. */
    private static String withoutLine(String bare) {
        return bare.startsWith(LINE) ? bare.substring(LINE.length()) : bare;
    }

    private static boolean sameMemory(Gpu gpu, String text) {
        String size = MEMORY.matcher(text)
                .results()
                .map(found -> found.group().replaceAll("\\D", ""))
                .findFirst()
                .orElse("");
        return size.equals(String.valueOf(Math.round(gpu.memoryGb())));
    }

    private static String bare(String name) {
        String text =
                VENDORS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("").strip();
        String card = LAPTOP_FIRST.matcher(text).replaceFirst("$2 laptop");
        String letters = letters(COMPUTERS.matcher(card).replaceFirst(""));
        return letters.isEmpty() ? letters(name.toLowerCase(Locale.ROOT)) : letters;
    }

    private static String letters(String text) {
        return text.replaceAll("[^a-z0-9]", "");
    }
}
