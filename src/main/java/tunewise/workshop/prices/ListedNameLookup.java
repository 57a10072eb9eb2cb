package tunewise.workshop.prices;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.ListedNames;
import tunewise.catalog.ListedNames.GpuName;
import tunewise.catalog.ListedNames.ProviderName;
import tunewise.workshop.prices.LeftOut.Why;

/** Finds the GPUs and providers that a list means by its names. */
final class ListedNameLookup {
    private static final Pattern MAKER =
            Pattern.compile("\\b(nvidia|amd|geforce|tesla|instinct|generation|edition|blackwell)\\b");
    private static final Pattern MEMORY = Pattern.compile("(?<=[^a-z0-9])(\\d{2,3}) ?gb?(?![a-z0-9])");

    /** What is sold as 48 GB shows as 44.99 GiB where error correction takes its part. */
    private static final double TOLERANCE = 0.1;

    private final Map<String, List<Known>> known = new HashMap<>();
    private final ListedNames listed;

    ListedNameLookup(Catalog catalog) {
        listed = catalog.listedNames();
        Map<String, Gpu> gpus = new HashMap<>();
        for (Gpu gpu : catalog.gpus()) {
            gpus.put(gpu.id(), gpu);
            knowByItsOwn(gpu.id(), gpu);
            knowByItsOwn(gpu.name(), gpu);
        }
        for (GpuName name : listed.gpus()) {
            Optional.ofNullable(gpus.get(name.gpu())).ifPresent(gpu -> know(Bare.of(name.name()).name, name, gpu));
        }
    }

    /** A name that holds a memory is only right where that memory is listed. */
    private void knowByItsOwn(String own, Gpu gpu) {
        Bare bare = Bare.of(own);
        know(bare.name, new GpuName(own, null, bare.memoryGb, null, gpu.id()), gpu);
    }

    private void know(String bare, GpuName name, Gpu gpu) {
        known.computeIfAbsent(bare, any -> new ArrayList<>()).add(new Known(name, gpu));
    }

    private record Known(GpuName name, Gpu gpu) {}

    /** A name without maker, memory and punctuation, and the memory that it held. */
    private record Bare(String name, @Nullable Double memoryGb) {
        static Bare of(String listed) {
            String text = MAKER.matcher(listed.toLowerCase(Locale.ROOT)).replaceAll(" ");
            Matcher memory = MEMORY.matcher(text);
            Double gb = memory.find() ? Double.valueOf(memory.group(1)) : null;
            String rest = gb == null ? text : memory.replaceFirst(" ");
            return new Bare(rest.replaceAll("[^a-z0-9]", ""), gb);
        }
    }

    /**
     * The GPU of a listing.
     *
     * @throws RowRefused when it cannot be told, or memory and name contradict each other
     */
    Gpu gpu(ListedPrice listing) {
        Bare bare = Bare.of(listing.gpu());
        Double memory = listing.memoryGb() == null ? bare.memoryGb : listing.memoryGb();
        if (memory != null && bare.memoryGb != null && !near(memory, bare.memoryGb)) {
            throw RowRefused.faulty(
                    "'" + listing.gpu() + "' is listed with " + Numbers.plain(rounded(memory)) + " GB.",
                    "Maybe the memory is that of all GPUs of the machine.");
        }
        List<Known> named = known.getOrDefault(bare.name, List.of());
        List<Known> fitting =
                named.stream().filter(each -> fits(each, listing, memory)).toList();
        int most =
                fitting.stream().mapToInt(each -> each.name.conditions()).max().orElse(0);
        List<Gpu> best = fitting.stream()
                .filter(each -> each.name.conditions() == most)
                .map(Known::gpu)
                .distinct()
                .toList();
        if (best.size() == 1) {
            return best.get(0);
        }
        if (best.size() > 1) {
            throw new RowRefused(
                    Why.UNKNOWN_GPU,
                    "'" + listing.gpu() + "' may be "
                            + String.join(" or ", best.stream().map(Gpu::id).toList()) + ".",
                    "Maybe listed-gpus.csv can say which one " + listing.provider() + " means.");
        }
        throw unknown(listing, named, memory);
    }

    private static RowRefused unknown(ListedPrice listing, List<Known> named, @Nullable Double memory) {
        if (memory != null && !named.isEmpty() && named.stream().noneMatch(each -> near(memory, each.gpu.memoryGb()))) {
            return RowRefused.faulty(
                    "'" + listing.gpu() + "' is listed with " + Numbers.plain(rounded(memory)) + " GB, and "
                            + String.join(
                                    ", ",
                                    named.stream()
                                            .map(each -> each.gpu.id() + " has " + Numbers.plain(each.gpu.memoryGb()))
                                            .distinct()
                                            .toList())
                            + ".",
                    "Maybe the name is that of another card, or the memory that of all GPUs of the machine.");
        }
        return new RowRefused(
                Why.UNKNOWN_GPU,
                "'" + listing.gpu() + "'"
                        + (memory == null ? "" : " of " + Numbers.plain(rounded(memory)) + " GB")
                        + " is not in gpus.csv.",
                "Maybe add the GPU there, or the name to listed-gpus.csv.");
    }

    private boolean fits(Known each, ListedPrice listing, @Nullable Double memory) {
        GpuName name = each.name;
        return (name.provider() == null || name.provider().equals(providerId(listed, listing.provider())))
                && (name.instance() == null || contains(listing.instance(), name.instance()))
                && (name.memoryGb() == null || (memory != null && near(memory, name.memoryGb())))
                && (memory == null || near(memory, each.gpu.memoryGb()));
    }

    private static boolean contains(String instance, String part) {
        return instance.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    private static boolean near(double memory, double other) {
        return Math.abs(memory - other) <= TOLERANCE * Math.max(memory, other);
    }

    private static double rounded(double memory) {
        return Math.rint(memory * 10) / 10;
    }

    String providerId(String asListed) {
        return providerId(listed, asListed);
    }

    /** What people call a provider. */
    String title(String asListed) {
        return provider(listed, asListed).map(ProviderName::title).orElse(asListed);
    }

    /** A provider's id, made from its name where the catalog does not know the name. */
    static String providerId(ListedNames listed, String asListed) {
        return provider(listed, asListed).map(ProviderName::provider).orElseGet(() -> asListed.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", ""));
    }

    static Optional<ProviderName> provider(ListedNames listed, String asListed) {
        String name = asListed.strip();
        return listed.providers().stream()
                .filter(each -> each.name().equalsIgnoreCase(name)
                        || each.provider().equalsIgnoreCase(name)
                        || each.title().equalsIgnoreCase(name))
                .findFirst();
    }
}
