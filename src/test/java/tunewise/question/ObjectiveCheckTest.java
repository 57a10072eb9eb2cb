package tunewise.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import tunewise.training.Attention;
import tunewise.training.Objective;

class ObjectiveCheckTest {
    private final QuestionReader questions = new QuestionReader(SmallVocabulary.vocabulary());

    @Test
    void supervisedFineTuningIsUsual() {
        Question question = ask("'tokens': 1000000");
        assertEquals(Objective.SFT, question.objective());
        assertNull(question.generations());
        assertNull(question.attention());
    }

    /** BERT reads 512 tokens, and nobody who trains it says so. */
    @Test
    void aSampleIsNoLongerThanTheModelReads() {
        String asked = "{'model': 'BERT base', 'tokens': 1000000, 'objective': 'classification'}".replace('\'', '"');
        assertEquals(512, questions.read(asked).sequenceLength());
        assertEquals(
                1024,
                questions
                        .read(asked.replace("1000000", "1000000, \"sequenceLength\": 1024"))
                        .sequenceLength());
        EstimateReader estimates = new EstimateReader(SmallVocabulary.vocabulary(), ModelHub.NONE);
        assertEquals(
                512,
                estimates
                        .read("{\"model\": \"BERT base\", \"method\": \"full\"}")
                        .sequenceLength());
    }

    @Test
    void promptsStandInForTheTokensOfTheirAnswers() {
        Question question = ask("'objective': 'grpo', 'prompts': 5000, 'generations': 5, 'completionLength': 1000");
        assertEquals(25_000_000, question.tokens());
        assertEquals(2048, question.sequenceLength());
    }

    @Test
    void samplesArePromptsWhereAnswersAreMadeUp() {
        Question question = ask("'objective': 'grpo', 'samples': 5000, 'generations': 5, 'completionLength': 1000");
        assertEquals(5000, question.prompts());
        assertEquals(25_000_000, question.tokens());
    }

    @Test
    void tokensOfPromptsAloneAreRefusedWhereTheyCountAnswers() {
        String asked = "'objective': 'grpo', 'prompts': 1000, 'completionLength': 500, 'tokens': ";
        assertEquals(200_000, ask(asked + "200000").tokens());
        assertEquals(
                List.of(new FieldFault(
                        "tokens",
                        "199999 is too few: tokens count the answers that the model writes, and to 1000 prompts these are up to"
                                + " 4000000. Maybe leave tokens out.")),
                faults(asked + "199999"));
    }

    @Test
    void grpoMakesUpEightAnswersOfAThousandTokensUnlessSaid() {
        Question question = ask("'objective': 'grpo', 'tokens': 1000000");
        assertEquals(8, question.generations());
        assertEquals(1024, question.completionLength());
        assertEquals(
                4608,
                ask("'objective': 'grpo', 'tokens': 1000000, 'completionLength': 4096")
                        .sequenceLength());
    }

    @Test
    void anAnswerFitsItsSample() {
        assertEquals(
                List.of(new FieldFault(
                        "completionLength",
                        "1024 tokens of an answer do not fit samples of 512. Maybe sequenceLength is to hold prompt and"
                                + " answer.")),
                faults("'objective': 'grpo', 'tokens': 1000000, 'sequenceLength': 512, 'completionLength': 1024"));
    }

    @Test
    void onlyGrpoMakesUpAnswers() {
        assertEquals(
                List.of(new FieldFault(
                        "generations", "'dpo' generates no answers while training. Maybe you mean objective grpo.")),
                faults("'objective': 'dpo', 'tokens': 1000000, 'generations': 8"));
    }

    @Test
    void distillationNeedsATeacherAndNothingElseHasOne() {
        assertEquals(
                List.of(new FieldFault(
                        "teacher", "is needed for distillation: the model to imitate. Maybe Qwen2.5 14B.")),
                faults("'objective': 'distillation', 'tokens': 1000000"));
        assertEquals(
                List.of(new FieldFault(
                        "teacher", "only distillation has a teacher, not sft. Maybe you mean objective distillation.")),
                faults("'teacher': 'Llama 2 13B', 'tokens': 1000000"));
    }

    @Test
    void attentionIsNamedAsTransformersNamesIt() {
        assertEquals(
                Attention.FLASH_ATTENTION_2,
                ask("'tokens': 1000000, 'attention': 'flash-attention-2'").attention());
    }

    private Question ask(String fields) {
        return questions.read(("{'model': 'Llama 2 7B', " + fields + "}").replace('\'', '"'));
    }

    private List<FieldFault> faults(String fields) {
        return assertThrows(QuestionFaultsException.class, () -> ask(fields)).faults();
    }
}
