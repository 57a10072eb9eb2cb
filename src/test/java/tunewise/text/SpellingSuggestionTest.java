package tunewise.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpellingSuggestionTest {
    private static final List<String> GPUS = List.of("a10", "a100-pcie-80gb", "a100-sxm-80gb", "h100-pcie", "rtx-4090");

    @Test
    void aLetterOrTwoMayDiffer() {
        assertEquals(Optional.of("h100-pcie"), SpellingSuggestion.nearest("h100-pci", GPUS));
        assertEquals(Optional.of("budgetUsd"), SpellingSuggestion.nearest("budgetUSD", List.of("budgetUsd", "tokens")));
    }

    @Test
    void punctuationAndCaseDoNotCount() {
        assertEquals(Optional.of("rtx-4090"), SpellingSuggestion.nearest("RTX 4090", GPUS));
    }

    @Test
    void allThatBeginWithWhatWasTypedAreNear() {
        assertEquals(List.of("a100-sxm-80gb", "a100-pcie-80gb"), SpellingSuggestion.near("A100", GPUS));
    }

    @Test
    void whatSharesNothingHasNoneNear() {
        assertEquals(Optional.empty(), SpellingSuggestion.nearest("tpu-v5", GPUS));
        assertEquals(Optional.empty(), SpellingSuggestion.nearest("", GPUS));
    }

    @Test
    void swappedLettersCountOnce() {
        assertEquals(1, SpellingSuggestion.distance("$mots", "$most"));
        assertEquals(3, SpellingSuggestion.distance("kitten", "sitting"));
        assertEquals(4, SpellingSuggestion.distance("", "lora"));
    }
}
