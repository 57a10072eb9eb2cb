package tunewise.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tunewise.catalog.Catalog;
import tunewise.fixtures.PlainQuestion;
import tunewise.fixtures.ShippedRules;
import tunewise.question.ModelAsk;
import tunewise.question.QuestionBuilder;
import tunewise.training.Objective;

/** A step takes tokens, however many samples that are: 32,768 of them, and no more than 128 samples. */
class EffectiveBatchTest {
    private static final Catalog CATALOG = ShippedRules.loaded().catalog();

    @ParameterizedTest
    @CsvSource({"128, 128", "512, 64", "1024, 32", "2048, 16", "3000, 8", "4096, 8", "8192, 4", "32768, 1", "131072, 1"
    })
    void aStepTakesAsManyTokensWhateverTheLengthOfSamples(int length, int samples) {
        EffectiveBatch batch = EffectiveBatch.of(asked().sequenceLength(length).build(), CATALOG);

        assertEquals(samples, batch.rows(true));
        assertEquals(samples, batch.rows(false));
    }

    @Test
    void shortSamplesFillRowsOnlyWhereTheyArePacked() {
        QuestionBuilder shorter = asked().samples(40_000L).meanSampleTokens(256);

        EffectiveBatch chats = EffectiveBatch.of(shorter.build(), CATALOG);
        EffectiveBatch pairs =
                EffectiveBatch.of(shorter.objective(Objective.DPO).build(), CATALOG);

        assertEquals(16, chats.rows(true));
        assertEquals(128, chats.rows(false));
        assertEquals(128, pairs.rows(true));
    }

    @Test
    void littleDataTakesSmallerSteps() {
        // 200 rows of 2,048 tokens are 25 steps of 8 rows, and 50 of 4; 30 steps are the least.
        EffectiveBatch batch = EffectiveBatch.of(asked().tokens(200 * 2048).build(), CATALOG);

        assertEquals(4, batch.rows(true));
    }

    @ParameterizedTest
    @CsvSource({"512, 32", "2048, 8", "4096, 4", "16384, 1", "131072, 1"})
    void aMicroBatchIsLimitedInTokensToo(int length, int samples) {
        EffectiveBatch batch = EffectiveBatch.of(asked().build(), CATALOG);

        assertEquals(samples, batch.largestMicroBatch(8, length));
        assertEquals(8, new EffectiveBatch(16, 16, 0).largestMicroBatch(8, length));
    }

    private static QuestionBuilder asked() {
        return PlainQuestion.of(new ModelAsk.Named("Llama 3.1 8B"), 100_000_000, LocalDate.of(2026, 3, 31));
    }
}
