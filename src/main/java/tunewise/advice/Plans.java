package tunewise.advice;

import java.util.List;
import tunewise.catalog.Gpu;
import tunewise.plan.Plan;

/** Builds the plans that come into question on some GPUs, sized as a lens sizes them. */
interface Plans {
    /** How many GPUs of one type are tried together. */
    List<Integer> COUNTS = List.of(1, 2, 4, 8);

    List<Plan> on(List<Gpu> gpus);
}
