package tunewise.estimate;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import tunewise.question.AdapterTargets;

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

    static Set<Projection> of(AdapterTargets targets) {
        return switch (targets.kind()) {
            case ALL_LINEAR -> ALL_LINEAR;
            case ATTENTION -> ATTENTION;
            case NAMED -> {
                EnumSet<Projection> named = EnumSet.noneOf(Projection.class);
                targets.modules().forEach(module -> named.addAll(named(module)));
                yield named;
            }
        };
    }

    /** The matrices behind the names that model code gives them. */
    private static Set<Projection> named(String module) {
        return switch (module.substring(module.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "q_proj", "q", "wq", "query", "q_attn", "q_a_proj", "q_b_proj" -> EnumSet.of(QUERY);
            case "k_proj", "k", "wk", "key", "kv_a_proj_with_mqa" -> EnumSet.of(KEY);
            case "v_proj", "v", "wv", "value", "kv_b_proj" -> EnumSet.of(VALUE);
            case "qkv_proj", "c_attn", "query_key_value", "wqkv", "w_pack", "qkv" -> EnumSet.range(QUERY, VALUE);
            case "o_proj", "o", "wo", "out_proj", "dense", "attn_c_proj" -> EnumSet.of(OUTPUT);
            case "gate_proj", "w1" -> EnumSet.of(GATE);
            case "gate_up_proj" -> EnumSet.of(GATE, UP);
            case "up_proj", "w3", "fc1", "c_fc", "dense_h_to_4h", "up" -> EnumSet.of(UP);
            case "down_proj", "w2", "fc2", "dense_4h_to_h", "down" -> EnumSet.of(DOWN);
            case "c_proj" -> EnumSet.of(OUTPUT, DOWN);
            case "mlp" -> EnumSet.range(GATE, DOWN);
            case "lm_head", "head", "embed_out", "output" -> EnumSet.of(HEAD);
            default ->
                throw new IllegalArgumentException(
                        "Target module '%s' is not known. Maybe q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj or down_proj is meant."
                                .formatted(module));
        };
    }
}
