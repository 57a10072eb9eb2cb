package tunewise.advice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Offer;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.Provider;
import tunewise.catalog.Terms;
import tunewise.question.Commitment;
import tunewise.question.Knowledge;
import tunewise.question.OwnMachine;
import tunewise.question.Question;
import tunewise.question.Rent;

/** The machines that the person owns, as GPUs to plan on and offers to price by; the guide knows none. */
final class OwnMachines {
    static final Provider PROVIDER = new Provider("own", "your machine", Provider.Role.OTHER, "house", "");

    private final List<Gpu> gpus = new ArrayList<>();
    private final List<Offer> offers = new ArrayList<>();
    private final Map<String, OwnMachine> machines = new HashMap<>();

    OwnMachines(Question question, Catalog catalog) {
        if (question.knowledge() == Knowledge.GUIDE || question.rent() == Rent.ONLY) {
            return;
        }
        double usdPerWattHour = catalog.policy(PolicyValue.ENERGY_USD_PER_KWH) / 1000;
        for (OwnMachine machine : question.ownGpus()) {
            String offer = offers.isEmpty() ? PROVIDER.id() : PROVIDER.id() + "-" + (offers.size() + 1);
            Gpu card = card(machine.gpu(), catalog);
            Gpu gpu = card.in(offer, link(machine.interconnect(), card));
            double usdPerHour = machine.usdPerHour() != null
                    ? machine.usdPerHour() / machine.count()
                    : watts(gpu, catalog) * usdPerWattHour;
            OwnMachine standing = standing(machine, gpu);
            gpus.add(gpu);
            machines.put(gpu.id(), standing);
            offers.add(new Offer(
                    offer,
                    PROVIDER.id(),
                    gpu.id(),
                    Commitment.ON_DEMAND,
                    1,
                    standing.count(),
                    usdPerHour,
                    null,
                    Terms.UNKNOWN,
                    question.asOf(),
                    null,
                    "house",
                    question.asOf(),
                    "energy"));
        }
    }

    List<Gpu> gpus() {
        return gpus;
    }

    List<Offer> offers() {
        return offers;
    }

    /** The machine that a GPU stands in, where it is the person's own. */
    Optional<OwnMachine> machine(Gpu gpu) {
        return Optional.ofNullable(machines.get(gpu.id()));
    }

    /** A chip that shares its memory with its CPU is a machine alone, so several of them are as many machines. */
    private static OwnMachine standing(OwnMachine said, Gpu gpu) {
        if (gpu.link() != Gpu.Link.UNIFIED || said.count() == 1) {
            return said;
        }
        Double host = said.hostMemoryGib();
        return new OwnMachine(
                said.gpu(),
                1,
                said.interconnect(),
                host == null ? null : (Double) (host / said.count()),
                said.usdPerHour(),
                said.count() * said.machines(),
                said.interNodeGbitPerS());
    }

    private static Gpu.Link link(@Nullable String said, Gpu card) {
        return Stream.of(Gpu.Link.values())
                .filter(link -> link.id().equals(said))
                .findFirst()
                .orElse(card.link());
    }

    private static double watts(Gpu gpu, Catalog catalog) {
        return gpu.tdpW() != null ? gpu.tdpW() : catalog.policy(PolicyValue.USUAL_GPU_WATTS);
    }

    private static Gpu card(OwnMachine.Card card, Catalog catalog) {
        return card.id() != null ? catalog.gpu(card.id()).orElseThrow() : described(card, catalog);
    }

    /** A card that the catalog does not have is as slow as the slowest of its memory that it does. */
    private static Gpu described(OwnMachine.Card card, Catalog catalog) {
        double memory = Objects.requireNonNull(card.memoryGb());
        Gpu like = catalog.gpus().stream()
                .filter(gpu -> !gpu.untrainable() && gpu.supportsBf16() && gpu.link() != Gpu.Link.UNIFIED)
                .min(Comparator.comparingDouble((Gpu gpu) -> Math.abs(gpu.memoryGb() - memory))
                        .thenComparingDouble(gpu -> gpu.bf16Tflops() == null ? 1e9 : gpu.bf16Tflops())
                        .thenComparing(Gpu::id))
                .orElseThrow();
        String id = card.name()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        boolean measured = card.bf16Tflops() != null;
        return new Gpu(
                id.isEmpty() ? "a-card" : id,
                card.name(),
                like.architecture(),
                like.generation(),
                memory,
                memory * catalog.policy(PolicyValue.USABLE_MEMORY_SHARE),
                card.bandwidthGbPerS() == null ? like.bandwidthGbS() : card.bandwidthGbPerS(),
                measured ? card.bf16Tflops() : like.bf16Tflops(),
                measured ? null : like.measuredTflops(),
                "PCIe",
                like.tdpW(),
                true,
                like.supportsFlashAttention(),
                like.supportsFp8(),
                null,
                null,
                Gpu.Link.PCIE,
                like.vendor(),
                like.host(),
                "",
                List.of(),
                "house",
                "Told by its memory; its speed is that of the slowest card of this memory.");
    }
}
