package tunewise.bench;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tunewise.advice.Advisor;
import tunewise.advice.Recommendation;
import tunewise.fixtures.ShippedRules;
import tunewise.question.Knowledge;
import tunewise.question.Question;

/** Time of one decision with its whole trace, one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 2)
public class DecisionBenchmark {
    private static final Advisor ADVISOR = ShippedRules.ADVISOR;

    @Param({"meta-llama/Llama-2-7b-hf", "meta-llama/Llama-3.1-8B", "meta-llama/Llama-2-70b-hf"})
    public String model = "";

    @Param({"GUIDE", "EVIDENCE"})
    public Knowledge knowledge = Knowledge.GUIDE;

    /** One decision. */
    @Benchmark
    public Recommendation decide() {
        return ADVISOR.advise(question(model, knowledge), "id", Instant.EPOCH);
    }

    static Question question(String model, Knowledge knowledge) {
        return ShippedRules.question(
                """
                {"model": "%s", "tokens": 10000000, "sequenceLength": 2048, "knowledge": "%s", "asOf": "2026-03-31"}"""
                        .formatted(model, knowledge.id()));
    }
}
