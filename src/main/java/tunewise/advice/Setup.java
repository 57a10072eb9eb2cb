package tunewise.advice;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Offer;
import tunewise.catalog.Terms;
import tunewise.plan.Fallback;
import tunewise.plan.Levers;
import tunewise.plan.Plan;
import tunewise.plan.Quote;
import tunewise.training.AdapterTargets;
import tunewise.training.Method;
import tunewise.training.Offload;
import tunewise.training.Quantization;
import tunewise.training.Sharding;

/**
 * What to rent and how to train on it. What is usual is left out.
 *
 * @param tier how it is rented out; empty where nobody says
 * @param region as the provider writes it; empty where its list names none
 * @param instance what the provider calls the machine; empty where its list does not
 * @param priceOf the day on which somebody last looked at the price
 * @param targets where adapters go; null for all linear layers
 * @param offload what waits in the host's memory; null for nothing
 * @param hostMemoryGib GiB that it takes there; null for nothing
 * @param nodes machines that the GPUs stand in; null for one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Setup(
        Method method,
        int rank,
        Quantization quantization,
        String gpu,
        String gpuName,
        int gpuCount,
        String provider,
        String providerName,
        String offer,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String tier,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String region,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String instance,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LocalDate priceOf,
        int microBatch,
        int gradientAccumulation,
        boolean gradientCheckpointing,
        boolean flashAttention,
        Sharding sharding,
        String optimizer,
        String precision,
        String stack,
        @JsonAlias("concessions") List<Fallback> fallbacks,
        @Nullable AdapterTargets targets,
        @Nullable Offload offload,
        @Nullable Double hostMemoryGib,
        @Nullable Integer nodes) {
    public Setup {
        // Answers recorded before there were such fields have none.
        tier = tier == null ? "" : tier;
        region = region == null ? "" : region;
        instance = instance == null ? "" : instance;
    }

    /** What a quote amounts to. */
    static Setup of(Quote quote) {
        Plan plan = quote.plan();
        Offer offer = quote.offer();
        Terms terms = offer.terms();
        return new Setup(
                plan.method(),
                plan.rank(),
                plan.quantization(),
                plan.gpu().kind(),
                plan.gpu().name(),
                plan.gpuCount(),
                quote.provider().id(),
                quote.provider().name(),
                offer.id(),
                terms.tier(),
                terms.place(),
                terms.instance(),
                terms.tier().isEmpty() ? null : offer.looked(),
                plan.microBatch(),
                plan.gradientAccumulation(),
                plan.gradientCheckpointing(),
                plan.flashAttention(),
                plan.sharding(),
                plan.optimizer(),
                plan.precision(),
                plan.stack(),
                plan.fallbacks(),
                plan.levers().attentionOnly() ? AdapterTargets.ATTENTION : null,
                offload(plan.levers()),
                plan.levers().hostGib() == 0
                        ? null
                        : (Double) Rounded.of(plan.levers().hostGib(), 0),
                plan.nodes() == 1 ? null : (Integer) plan.nodes());
    }

    private static @Nullable Offload offload(Levers levers) {
        if (levers.parametersOffloaded()) {
            return levers.activationsOffloaded() ? Offload.BOTH : Offload.PARAMETERS;
        }
        return levers.activationsOffloaded() ? Offload.ACTIVATIONS : null;
    }

    /** Whether it runs on a machine of the person's own. */
    public boolean owned() {
        return OwnMachines.PROVIDER.id().equals(provider);
    }

    /** Machines that its GPUs stand in. */
    public int machines() {
        return nodes == null ? 1 : nodes;
    }

    /** Whether weights wait in the host's memory. */
    public boolean parametersOffloaded() {
        return offload == Offload.PARAMETERS || offload == Offload.BOTH;
    }

    /** Whether what checkpointing keeps waits there. */
    public boolean activationsOffloaded() {
        return offload == Offload.ACTIVATIONS || offload == Offload.BOTH;
    }

    /** As of the same set-up in short, {@link Recommendation.Feasible#key()}. */
    public String key() {
        return key(method, rank, gpuCount, offer);
    }

    /** A set-up in short, as in {@code lora-16-2-runpod-l40s}. */
    static String key(Method method, int rank, int gpuCount, String offer) {
        return method.id() + "-" + rank + "-" + gpuCount + "-" + offer;
    }
}
