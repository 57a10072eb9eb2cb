package tunewise.question;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A machine that the person owns.
 *
 * @param gpu what its GPUs are
 * @param count GPUs in it
 * @param interconnect nvlink, bridge, infinity-fabric or pcie; null for what the card usually has
 * @param hostMemoryGib memory of its processor; null when it was not said
 * @param usdPerHour what an hour of the whole machine costs; null for its power at the usual price of energy
 * @param nodes how many such machines work together; null for one
 * @param interNodeGbitPerS what one sends to the others, in Gbit/s; null for the usual
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OwnMachine(
        Card gpu,
        int count,
        @Nullable String interconnect,
        @Nullable Double hostMemoryGib,
        @Nullable Double usdPerHour,
        @Nullable Integer nodes,
        @Nullable Double interNodeGbitPerS) {
    /** What stands in the catalog for a machine without a GPU. */
    public static final String NO_GPU = "cpu";

    /** How many such machines work together. */
    public int machines() {
        return nodes == null ? 1 : nodes;
    }

    /**
     * A GPU by its catalog id, or one described by its memory.
     *
     * @param id of the catalog; null for one that the catalog does not have
     * @param name as the person writes it
     * @param memoryGb the size it is sold under; null for one of the catalog
     * @param bf16Tflops matrix rate; null when it was not said
     * @param bandwidthGbPerS of its memory; null when it was not said
     */
    public record Card(
            @Nullable String id,
            String name,
            @Nullable Double memoryGb,
            @Nullable Double bf16Tflops,
            @Nullable Double bandwidthGbPerS) {
        public static Card of(String id) {
            return new Card(id, id, null, null, null);
        }

        /** As the contract writes it: the id, or an object. */
        @JsonValue
        Object json() {
            if (id != null) {
                return id;
            }
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("name", name);
            put(object, "memoryGb", memoryGb);
            put(object, "bf16Tflops", bf16Tflops);
            put(object, "bandwidthGbPerS", bandwidthGbPerS);
            return object;
        }

        private static void put(Map<String, Object> object, String key, @Nullable Double value) {
            if (value != null) {
                object.put(key, value);
            }
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Card read(Object json) {
            if (json instanceof Map<?, ?> object) {
                return new Card(
                        null,
                        String.valueOf(object.get("name")),
                        number(object.get("memoryGb")),
                        number(object.get("bf16Tflops")),
                        number(object.get("bandwidthGbPerS")));
            }
            return of(String.valueOf(json));
        }

        private static @Nullable Double number(@Nullable Object value) {
            return value instanceof Number number ? (Double) number.doubleValue() : null;
        }
    }

    /** The same with so many GiB of host memory. */
    public OwnMachine withHostMemory(double gib) {
        return new OwnMachine(gpu, count, interconnect, gib, usdPerHour, nodes, interNodeGbitPerS);
    }

    /** Whether its text says all of it. */
    public boolean plain() {
        return interconnect == null
                && hostMemoryGib == null
                && usdPerHour == null
                && nodes == null
                && interNodeGbitPerS == null
                && gpu.bf16Tflops == null
                && gpu.bandwidthGbPerS == null;
    }

    /** As a form or a command line has it: 2x rtx-3090. */
    public String text() {
        String memory = gpu.memoryGb() == null ? "" : " " + Math.round(gpu.memoryGb()) + "GB";
        return count + "x " + gpu.name() + memory;
    }
}
