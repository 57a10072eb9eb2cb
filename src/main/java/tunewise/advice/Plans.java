package tunewise.advice;

import java.util.List;
import tunewise.catalog.Gpu;
import tunewise.plan.Plan;

/** Builds the plans that come into question on some GPUs, sized as a lens sizes them. */
interface Plans {
    List<Plan> on(List<Gpu> gpus);
}
