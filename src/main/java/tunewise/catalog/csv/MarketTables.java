package tunewise.catalog.csv;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Discount;
import tunewise.catalog.Gpu;
import tunewise.catalog.GpuName;
import tunewise.catalog.Offer;
import tunewise.catalog.Provider;
import tunewise.question.Commitment;

/** Reads the GPUs, who rents them out, and at what price. */
final class MarketTables {
    private static final double GIB_A_GB = 1e9 / (1L << 30);

    /** Sold sizes are mostly GiB by another name: an 80 GB card holds 80 GiB, 7.4 % more than 80 GB. */
    private static final double MOST_OF_SOLD = 1.08;

    private static final double LEAST_OF_SOLD = 0.8;

    /** A Mac lets the GPU have a part of its memory. */
    private static final double LEAST_OF_UNIFIED = 0.6;

    private static final List<String> HOSTS = List.of("x86-64", "arm64", "either", "apple");

    private final Tables tables;
    private final PlaceTables places;

    MarketTables(Tables tables) {
        this.tables = tables;
        this.places = new PlaceTables(tables);
    }

    List<Gpu> gpus() {
        return tables.get(CatalogFile.GPUS).map(row -> {
            Gpu gpu = new Gpu(
                    row.id("id"),
                    row.text("name"),
                    row.text("architecture"),
                    row.choice("generation", Gpu.Generation.class),
                    row.number("memory_gb", 1, 10_000),
                    row.number("usable_gib", 1, 10_000),
                    row.number("bandwidth_gb_s", 10, 1_000_000),
                    row.optionalNumber("bf16_dense_tflops", 0.1, 100_000),
                    row.optionalNumber("measured_bf16_tflops", 0.1, 100_000),
                    row.text("interconnect"),
                    watts(row),
                    row.yes("supports_bf16"),
                    row.yes("supports_flash_attention"),
                    row.yes("supports_fp8"),
                    row.optionalNumber("fp16_dense_tflops", 0.1, 100_000),
                    row.optionalNumber("measured_fp16_tflops", 0.1, 100_000),
                    row.choice("link", Gpu.Link.class),
                    row.id("vendor"),
                    row.oneOf("host", HOSTS),
                    row.note("refused"),
                    row.words("aliases", ';'),
                    row.sources(tables.get(CatalogFile.SOURCES)),
                    row.note("caution"));
            row.date("looked");
            if (row.sound()) {
                checkMemory(row, gpu);
            }
            return gpu;
        });
    }

    List<Provider> providers() {
        return tables.get(CatalogFile.PROVIDERS)
                .map(row -> new Provider(
                        row.id("id"),
                        row.text("name"),
                        row.choice("role", Provider.Role.class),
                        row.sources(tables.get(CatalogFile.SOURCES)),
                        row.note("page")));
    }

    List<Offer> offers() {
        List<Offer> earlier = new ArrayList<>();
        return tables.get(CatalogFile.OFFERS).map(row -> {
            Offer offer = new Offer(
                    row.id("id"),
                    row.reference("provider", tables.get(CatalogFile.PROVIDERS)),
                    row.reference("gpu", tables.get(CatalogFile.GPUS)),
                    row.choice("commitment", Commitment.class, commitment -> commitment != Commitment.ANY),
                    row.count("gpu_count", 1, 1_000),
                    row.count("most_gpus", 1, 1_000),
                    row.optionalNumber("usd_per_hour", 0.001, 100_000),
                    row.optionalNumber("usd_per_year", 1, 100_000_000),
                    places.terms(row),
                    row.date("valid_from"),
                    row.optionalDate("valid_to"),
                    row.sources(tables.get(CatalogFile.SOURCES)),
                    row.date("looked"),
                    row.note("note"));
            if (row.sound()) {
                checkPrice(row, offer);
                checkDates(row, offer, earlier);
                earlier.add(offer);
            }
            return offer;
        });
    }

    /** What each tool calls a GPU, once for each of the tool's providers. */
    List<GpuName> gpuNames() {
        Set<List<Object>> named = new HashSet<>();
        return tables.get(CatalogFile.GPU_NAMES).map(row -> {
            row.id("id");
            GpuName name = new GpuName(
                    row.choice("tool", GpuName.Tool.class),
                    row.reference("provider", tables.get(CatalogFile.PROVIDERS)),
                    row.reference("gpu", tables.get(CatalogFile.GPUS)),
                    row.text("name"),
                    row.note("instance"),
                    row.sources(tables.get(CatalogFile.SOURCES)),
                    row.note("note"));
            row.date("looked");
            if (row.sound() && !named.add(List.of(name.tool(), name.provider(), name.gpu()))) {
                row.fault(
                        "another row has a name for this GPU of this provider in the same tool.",
                        "Maybe remove one of the two.");
            }
            return name;
        });
    }

    List<Discount> discounts() {
        List<Discount> earlier = new ArrayList<>();
        return tables.get(CatalogFile.DISCOUNTS).map(row -> {
            Discount discount = new Discount(
                    row.id("id"),
                    row.reference("provider", tables.get(CatalogFile.PROVIDERS)),
                    row.optionalReference("gpu", tables.get(CatalogFile.GPUS)),
                    row.choice("commitment", Commitment.class, commitment -> commitment != Commitment.ANY),
                    row.optionalNumber("percent", 0.1, 99),
                    row.optionalNumber("usd_per_gpu_hour", 0.001, 1_000),
                    row.date("valid_from"),
                    row.optionalDate("valid_to"),
                    row.sources(tables.get(CatalogFile.SOURCES)),
                    row.note("note"));
            if (row.sound()) {
                checkTerms(row, discount);
                checkDays(row, discount, earlier);
                earlier.add(discount);
            }
            return discount;
        });
    }

    private static @Nullable Integer watts(Row row) {
        return row.note("tdp_w").isEmpty() ? null : (Integer) row.count("tdp_w", 10, 10_000);
    }

    private static void checkTerms(Row row, Discount discount) {
        if ((discount.percent() == null) == (discount.usdPerGpuHour() == null)) {
            row.fault(
                    "a discount is either a percent or a usd_per_gpu_hour.",
                    "Maybe add the missing one, or remove one.");
        } else if (discount.usdPerGpuHour() != null && discount.commitment() == Commitment.RESERVED) {
            row.fault(
                    "a reserved price is by the year, so usd_per_gpu_hour cannot describe it.",
                    "Maybe you mean a percent, or a row of offers.csv with its usd_per_year.");
        } else if (discount.usdPerGpuHour() != null && discount.gpu() == null) {
            row.fault("a usd_per_gpu_hour is the price of one GPU, but gpu is blank.", "Maybe you mean a percent.");
        }
    }

    private static void checkDays(Row row, Discount discount, List<Discount> earlier) {
        if (discount.validTo() != null && discount.validTo().isBefore(discount.validFrom())) {
            row.fault(
                    "valid_to " + discount.validTo() + " is before valid_from " + discount.validFrom() + ".",
                    "Maybe the two dates were swapped.");
            return;
        }
        for (Discount other : earlier) {
            if (discount.sameScope(other)
                    && (discount.validOn(other.validFrom()) || other.validOn(discount.validFrom()))) {
                row.fault(
                        "the discount has days in common with '" + other.id() + "' holds too.",
                        "Maybe '" + (discount.validFrom().isBefore(other.validFrom()) ? discount.id() : other.id())
                                + "' needs a valid_to on the day before the newer one begins.");
            }
        }
    }

    private static void checkMemory(Row row, Gpu gpu) {
        double soldGib = gpu.memoryGb() * GIB_A_GB;
        double least = gpu.link() == Gpu.Link.UNIFIED ? LEAST_OF_UNIFIED : LEAST_OF_SOLD;
        if (gpu.usableGib() > soldGib * MOST_OF_SOLD || gpu.usableGib() < soldGib * least) {
            row.fault(
                    String.format(
                            Locale.ROOT,
                            "usable_gib %s does not fit memory_gb %s: expected %.2f to %.2f GiB.",
                            row.note("usable_gib"),
                            row.note("memory_gb"),
                            soldGib * least,
                            soldGib * MOST_OF_SOLD),
                    "Maybe one of the two is of another version of the card.");
        }
    }

    private static void checkPrice(Row row, Offer offer) {
        if (offer.gpuCount() > offer.mostGpus()) {
            row.fault(
                    "gpu_count " + offer.gpuCount() + " is more than most_gpus " + offer.mostGpus() + ".",
                    "Maybe the two were swapped.");
        }
        boolean byHour = offer.commitment() != Commitment.RESERVED;
        if ((offer.usdPerHour() != null) != byHour || (offer.usdPerYear() != null) == byHour) {
            row.fault(
                    byHour
                            ? (offer.commitment() == Commitment.SPOT ? "a spot" : "an on-demand")
                                    + " offer needs a usd_per_hour and no usd_per_year."
                            : "a reserved offer needs a usd_per_year and no usd_per_hour.",
                    "Maybe the price is in the wrong column, or the offer has to be two rows.");
        }
    }

    private static void checkDates(Row row, Offer offer, List<Offer> earlier) {
        LocalDate end = offer.validTo();
        if (end != null && end.isBefore(offer.validFrom())) {
            row.fault(
                    "valid_to " + end + " is before valid_from " + offer.validFrom() + ".",
                    "Maybe the two dates were swapped.");
            return;
        }
        for (Offer other : earlier) {
            if (sameThing(offer, other) && overlap(offer, other)) {
                row.fault(
                        "the offer has days in common with '" + other.id() + "' holds too.",
                        "Maybe '" + (offer.validFrom().isBefore(other.validFrom()) ? offer.id() : other.id())
                                + "' needs a valid_to on the day before the newer price begins.");
            }
        }
    }

    private static boolean sameThing(Offer a, Offer b) {
        return a.provider().equals(b.provider())
                && a.gpu().equals(b.gpu())
                && a.commitment() == b.commitment()
                && a.gpuCount() == b.gpuCount()
                && a.terms().tier().equals(b.terms().tier())
                && a.terms().region().equals(b.terms().region())
                && a.terms().instance().equals(b.terms().instance());
    }

    private static boolean overlap(Offer a, Offer b) {
        return a.validOn(b.validFrom()) || b.validOn(a.validFrom());
    }
}
