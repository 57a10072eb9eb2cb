package tunewise.question;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClosestTest {
    private static final List<String> GPUS = List.of("a10", "a100-pcie-80gb", "a100-sxm-80gb", "h100-pcie", "rtx-4090");

    @Test
    void aLetterOrTwoMayDiffer() {
        assertEquals(Optional.of("h100-pcie"), Closest.nearest("h100-pci", GPUS));
        assertEquals(Optional.of("budgetUsd"), Closest.nearest("budgetUSD", List.of("budgetUsd", "tokens")));
    }

    @Test
    void punctuationAndCaseDoNotCount() {
        assertEquals(Optional.of("rtx-4090"), Closest.nearest("RTX 4090", GPUS));
    }

    @Test
    void allThatBeginWithWhatWasTypedAreNear() {
        assertEquals(List.of("a100-sxm-80gb", "a100-pcie-80gb"), Closest.near("A100", GPUS));
    }

    @Test
    void whatSharesNothingHasNoneNear() {
        assertEquals(Optional.empty(), Closest.nearest("tpu-v5", GPUS));
        assertEquals(Optional.empty(), Closest.nearest("", GPUS));
    }

    @Test
    void swappedLettersCountOnce() {
        assertEquals(1, Closest.distance("$mots", "$most"));
        assertEquals(3, Closest.distance("kitten", "sitting"));
        assertEquals(4, Closest.distance("", "lora"));
    }
}
