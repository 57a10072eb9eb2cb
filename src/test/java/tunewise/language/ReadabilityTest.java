package tunewise.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReadabilityTest {
    @Test
    void aFigureWithAPointDoesNotEndASentence() {
        assertEquals(
                List.of("It needs 23.5 GiB.", "The card has 24 GB", "that is not enough: buy more."),
                Readability.sentences("It needs 23.5 GiB. The card has 24 GB; that is\nnot enough: buy more."));
    }

    /** 10 words, 10 syllables, 2 sentences: 0.39 x 5 + 11.8 x 1 - 15.59. */
    @Test
    void theGradeFollowsTheFormula() {
        assertEquals(-1.84, Readability.grade(List.of("The card has room now.", "The run fits in it.")), 0.001);
    }

    @Test
    void longWordsAndSentencesReadHarder() {
        double plain = Readability.grade(List.of("LoRA works for every model."));
        double stiff = Readability.grade(
                List.of("Adapters come into consideration for every imaginable model of the respective category."));

        assertTrue(stiff > plain + 8, stiff + " against " + plain);
    }
}
