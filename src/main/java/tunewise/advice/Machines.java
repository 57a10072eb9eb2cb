package tunewise.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.PolicyValue;
import tunewise.question.OwnMachine;
import tunewise.question.Question;

/** The machines that plans are made on: how many GPUs stand together, and what is around them. */
final class Machines {
    private final Question question;
    private final OwnMachines own;
    private final List<Integer> rentedCounts;
    private final int pod;
    private final double usualGbitPerS;

    Machines(Question question, Catalog catalog, OwnMachines own) {
        this.question = question;
        this.own = own;
        this.rentedCounts = catalog.gpuCounts();
        this.pod = (int) catalog.policy(PolicyValue.LARGE_MODEL_GPUS);
        this.usualGbitPerS = catalog.policy(PolicyValue.BETWEEN_MACHINES_GBIT_PER_S);
    }

    /** Numbers of GPUs to plan with; people own what they own, and several machines are taken whole. */
    List<Integer> counts(Gpu gpu) {
        OwnMachine machine = own.machine(gpu).orElse(null);
        if (machine == null) {
            return Stream.concat(rentedCounts.stream(), several(pod, question.machines()))
                    .toList();
        }
        List<Integer> counts = new ArrayList<>(
                IntStream.rangeClosed(1, machine.count()).boxed().toList());
        several(machine.count(), machine.machines()).forEach(counts::add);
        return counts;
    }

    private static Stream<Integer> several(int gpus, int machines) {
        return IntStream.rangeClosed(2, machines).mapToObj(count -> gpus * count);
    }

    /** Machines that so many GPUs stand in. */
    int nodes(Gpu gpu, int count) {
        int each = own.machine(gpu).map(OwnMachine::count).orElse(pod);
        return (count + each - 1) / each;
    }

    /** What one machine sends to the others, in Gbit/s. */
    double gbitPerS(Gpu gpu) {
        return own.machine(gpu).map(OwnMachine::interNodeGbitPerS).orElse(usualGbitPerS);
    }

    /** Memory of the host of a machine of one's own; 0 where nobody told. */
    double hostGib(Gpu gpu) {
        return own.machine(gpu).map(OwnMachine::hostMemoryGib).orElse(0.0);
    }
}
