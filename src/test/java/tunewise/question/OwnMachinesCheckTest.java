package tunewise.question;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

    private OwnMachine.Card card(String gpu) {
        return questions
                .read("{\"model\": \"Mistral 7B\", \"tokens\": 5000000, \"ownGpus\": [{\"gpu\": " + gpu + "}]}")
                .ownGpus()
                .get(0)
                .gpu();
    }
}
