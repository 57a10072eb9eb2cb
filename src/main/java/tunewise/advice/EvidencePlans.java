package tunewise.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tunewise.advice.PlanSizer.Sized;
import tunewise.advice.SizingContext.ById;
import tunewise.advice.SizingContext.Machine;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Model;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.TechniqueId;
import tunewise.estimate.FitChance;
import tunewise.estimate.Images;
import tunewise.estimate.ObjectiveSetup;
import tunewise.estimate.Range;
import tunewise.estimate.TrainingConfig;
import tunewise.plan.Plan;
import tunewise.plan.QualityFound;
import tunewise.question.ModelAsk;
import tunewise.question.Question;
import tunewise.training.Method;

/** Plans sized by the estimator: one for each method, GPU and number of GPUs that is worth planning. */
final class EvidencePlans implements Plans {
    private final Question question;
    private final SizingFindings findings;
    private final Machines machines;
    private final RentedOffers rented;
    private final double attentionQuality;
    private final PlanSizer sizer;
    private final FitChance chance;

    EvidencePlans(
            Question question,
            SizingFindings findings,
            Model model,
            ReleaseMemory release,
            Pricing pricing,
            ObjectiveSetup aim) {
        Catalog catalog = release.catalog();
        this.rented = pricing.rented();
        this.machines = new Machines(question, catalog, pricing.own());
        this.attentionQuality = catalog.policy(PolicyValue.ATTENTION_ADAPTERS_QUALITY_SHARE);
        this.question = question;
        this.findings = findings;
        this.sizer = release.sizer(new SizingContext(
                ById.of(model),
                question.stack(),
                question.sequenceLength(),
                EffectiveBatch.of(question, catalog),
                new SizingContext.Samples(
                        question.packable(), Objects.requireNonNullElse(question.meanSampleTokens(), 0)),
                findings.rank,
                findings.fallbacks.stream()
                        .map(found -> new SizingContext.Step(found.step(), found.ownOnly()))
                        .toList(),
                findings.technique(TechniqueId.FLASH_ATTENTION),
                findings.technique(TechniqueId.OPTIMIZER_8BIT),
                question.attention(),
                aim,
                Images.of(question.imagesPerSample(), question.tokensPerImage(), false)));
        this.chance = release.estimator().chance();
    }

    @Override
    public List<Plan> on(List<Gpu> gpus) {
        List<Plan> plans = new ArrayList<>();
        for (Method method : findings.methods) {
            QualityFound quality = findings.quality(method).orElse(null);
            if (quality == null) {
                continue;
            }
            for (Gpu gpu : gpus) {
                for (int count : counts(method, gpu)) {
                    plans.add(plan(method, gpu, count, quality));
                }
            }
        }
        return plans;
    }

    /** A machine of one's own is used up to the person's limit, rented ones as far as rules let a method go. */
    private List<Integer> counts(Method method, Gpu gpu) {
        int most = gpu.owned() ? question.maxGpus() : findings.mostGpus(method);
        return machines.counts(gpu).stream()
                .filter(count -> count <= most)
                .filter(count -> gpu.owned() || rented.worthPlanning(gpu, count / machines.nodes(gpu, count)))
                .toList();
    }

    /** What is trained towards, with the teacher that the question names. */
    static ObjectiveSetup aim(Question question, Models models) {
        return new ObjectiveSetup(
                question.objective(),
                Objects.requireNonNullElse(question.generations(), 0),
                Objects.requireNonNullElse(question.completionLength(), 0),
                question.teacher() == null ? null : models.resolve(new ModelAsk.Named(question.teacher())));
    }

    private Plan plan(Method method, Gpu gpu, int count, QualityFound quality) {
        int nodes = machines.nodes(gpu, count);
        Sized sized = sizer.on(
                new Machine(method, ById.of(gpu), count, nodes, machines.gbitPerS(gpu), machines.hostGib(gpu)));
        TrainingConfig config = sized.config();
        Range speed = sized.speed().tokensPerSecond();
        double learned = sized.levers().attentionOnly() ? attentionQuality : 1;
        Range need = sized.memory().range();
        double tokens = question.trainedTokens();
        return new Plan(
                method,
                config.rank(),
                config.quantization(),
                gpu,
                count,
                config.microBatch(),
                sized.accumulation(),
                config.gradientCheckpointing(),
                config.attention().flash(),
                config.sharding(),
                config.optimizer().id(),
                config.precision().id(),
                question.stack(),
                sized.steps(),
                sized.memory(),
                speed,
                new Range(tokens / speed.high() / 3600, tokens / speed.central() / 3600, tokens / speed.low() / 3600),
                quality.low() * learned,
                quality.high() * learned,
                sized.levers(),
                nodes,
                sized.speed().generationShare(),
                chance.fit(need, gpu.usableGib()),
                chance.probability(need, gpu.usableGib()));
    }
}
