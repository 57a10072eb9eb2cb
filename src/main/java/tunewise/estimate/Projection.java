package tunewise.estimate;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tunewise.training.AdapterTargets;

/** The matrices of a layer that adapters go to, and the head. */
enum Projection {
    QUERY,
    KEY,
    VALUE,
    OUTPUT,
    GATE,
    UP,
    DOWN,
    HEAD;

    private static final Set<Projection> ALL_LINEAR = Set.copyOf(EnumSet.range(QUERY, DOWN));
    private static final Set<Projection> ATTENTION = Set.copyOf(EnumSet.range(QUERY, OUTPUT));

    private static final Map<String, Set<Projection>> BY_NAME = byName();

    /** The names of modules that are known. */
    static Set<String> modules() {
        return BY_NAME.keySet();
    }

    static Set<Projection> of(AdapterTargets targets) {
        return switch (targets.kind()) {
            case ALL_LINEAR, AS_EXPORTED -> ALL_LINEAR;
            case ATTENTION -> ATTENTION;
            case NAMED -> {
                EnumSet<Projection> named = EnumSet.noneOf(Projection.class);
                targets.modules().forEach(module -> named.addAll(named(module)));
                yield named;
            }
        };
    }

    /** The projections behind the name of a module; empty where it is none of them. */
    static Set<Projection> of(String module) {
        return BY_NAME.getOrDefault(module, Set.of());
    }

    private static Set<Projection> named(String module) {
        Set<Projection> projections =
                BY_NAME.get(module.substring(module.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        if (projections == null) {
            throw new IllegalArgumentException(
                    "Target module '%s' is not known. Maybe you mean q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj or down_proj."
                            .formatted(module));
        }
        return projections;
    }

    /** The matrices behind the names that model code gives them. */
    private static Map<String, Set<Projection>> byName() {
        Map<String, Set<Projection>> names = new HashMap<>();
        put(names, EnumSet.of(QUERY), "q_proj", "q", "wq", "query", "q_attn", "q_a_proj", "q_b_proj");
        put(names, EnumSet.of(KEY), "k_proj", "k", "wk", "key", "kv_a_proj_with_mqa");
        put(names, EnumSet.of(VALUE), "v_proj", "v", "wv", "value", "kv_b_proj");
        put(names, EnumSet.range(QUERY, VALUE), "qkv_proj", "c_attn", "query_key_value", "wqkv", "w_pack", "qkv");
        put(names, EnumSet.of(OUTPUT), "o_proj", "o", "wo", "out_proj", "dense", "attn_c_proj");
        put(names, EnumSet.of(GATE), "gate_proj", "w1");
        put(names, EnumSet.of(GATE, UP), "gate_up_proj");
        put(names, EnumSet.of(UP), "up_proj", "w3", "fc1", "c_fc", "dense_h_to_4h", "up");
        put(names, EnumSet.of(DOWN), "down_proj", "w2", "fc2", "dense_4h_to_h", "down");
        put(names, EnumSet.of(OUTPUT, DOWN), "c_proj");
        put(names, EnumSet.range(GATE, DOWN), "mlp");
        put(names, EnumSet.of(HEAD), "lm_head", "head", "embed_out", "output");
        put(
                names,
                EnumSet.noneOf(Projection.class),
                "in_proj",
                "in_proj_qkv",
                "in_proj_qkvz",
                "in_proj_z",
                "in_proj_a",
                "in_proj_b",
                "in_proj_ba",
                "x_proj",
                "dt_proj");
        return Map.copyOf(names);
    }

    private static void put(Map<String, Set<Projection>> names, Set<Projection> projections, String... modules) {
        for (String module : modules) {
            names.put(module, projections);
        }
    }
}
