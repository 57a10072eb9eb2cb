package tunewise.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Cards that people own, by their names and by their figures. */
class OwnMachinesCheckTest {
    private final QuestionReader questions = new QuestionReader(SmallVocabulary.vocabulary());

    @Test
    void figuresMakeNoCardOfOneThatNothingTrainsOn() {
        assertEquals(
                "p40",
                card("{\"name\": \"P40\", \"memoryGb\": 24, \"bf16Tflops\": 12}")
                        .id());
        assertEquals(
                24,
                card("{\"name\": \"3090\", \"memoryGb\": 24, \"bf16Tflops\": 71}")
                        .memoryGb());
    }

    @Test
    void aTextTellsTheLinkAndTheMemoryOfTheHost() {
        OwnMachine linked = machine("\"2x RTX 3090 24GB with NVLink 128 GB RAM\"");

        assertEquals(2, linked.count());
        assertEquals("RTX 3090", linked.gpu().name());
        assertEquals("nvlink", linked.interconnect());
        assertEquals(128, linked.hostMemoryGib());
        assertEquals("pcie", machine("\"2x RTX 3090 24GB over PCIe\"").interconnect());
        assertEquals("A100 PCIe", machine("\"1x A100 PCIe 80GB\"").gpu().name());
    }

    @Test
    void noMachineIsOneWithoutAGpu() {
        QuestionFaultsException unknown = assertThrows(QuestionFaultsException.class, () -> questions.read(ask("")));

        assertTrue(unknown.faults().get(0).message().startsWith("names no GPU"));
    }

    private OwnMachine machine(String own) {
        return questions.read(ask(own)).ownGpus().get(0);
    }

    private static String ask(String own) {
        return "{\"model\": \"Mistral 7B\", \"tokens\": 5000000, \"ownGpus\": [" + own + "]}";
    }

    private OwnMachine.Card card(String gpu) {
        return questions
                .read("{\"model\": \"Mistral 7B\", \"tokens\": 5000000, \"ownGpus\": [{\"gpu\": " + gpu + "}]}")
                .ownGpus()
                .get(0)
                .gpu();
    }
}
