package tunewise.question;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A few ids to ask about, so that no new GPU or model changes a test. */
final class SmallVocabulary {
    static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    private SmallVocabulary() {}

    static AllowedNames vocabulary() {
        return new AllowedNames(
                Set.of("a100-pcie-80gb", "a100-sxm-80gb", "h100-pcie", "h100-sxm", "l4", "l40s", "rtx-4090"),
                name -> Optional.ofNullable(
                        Map.of("3090", "rtx-3090", "4090", "rtx-4090", "P40", "p40", "P40 24GB", "p40")
                                .get(name)),
                Set.of("p40"),
                Set.of("coreweave", "lambda", "runpod"),
                Set.of("de", "eu", "us-east-1"),
                name -> Optional.ofNullable(Map.of("EU", "eu").get(name)),
                Set.of("community", "secure"),
                Set.of("axolotl", "trl", "unsloth"),
                Set.of("down_proj", "k_proj", "o_proj", "q_proj", "v_proj"),
                SmallVocabulary::modelFault,
                ask -> ask instanceof ModelAsk.Named named && named.name().contains("VL") ? 576 : 0,
                ask -> ask instanceof ModelAsk.Named named && named.name().contains("BERT") ? 512 : 0,
                TODAY);
    }

    private static Optional<String> modelFault(ModelAsk ask) {
        if (ask instanceof ModelAsk.Named named && named.name().startsWith("Mistral 13B")) {
            return Optional.of("'" + named.name() + "' is not a model of the catalog. Maybe you mean Mistral 7B.");
        }
        if (ask instanceof ModelAsk.Configured configured
                && !configured.config().containsKey("hidden_size")) {
            return Optional.of("hidden_size is missing.");
        }
        return Optional.empty();
    }
}
