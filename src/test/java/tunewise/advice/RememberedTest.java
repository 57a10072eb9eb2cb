package tunewise.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tunewise.fixtures.RandomQuestions;
import tunewise.fixtures.ShippedRules;
import tunewise.workshop.Scenario;

/** What is remembered, ranked only or left out answers as what is made anew and in full, to the byte. */
class RememberedTest {
    private static final int QUESTIONS = 40;

    @Test
    void scenariosAreAnsweredAsIfNothingWereRemembered() {
        Map<LoadedRelease, Advisor> plain = new HashMap<>();
        for (Scenario scenario : ShippedRules.FIXTURES.scenarios()) {
            Advisor usual = ShippedRules.advisor(scenario);
            Advisor anew = plain.computeIfAbsent(usual.loaded(), Advisor::plain);
            assertEquals(
                    AnswerJson.write(scenario.answer(anew)), AnswerJson.write(scenario.answer(usual)), scenario.name());
        }
    }

    @Test
    void questionsAtRandomAreAnsweredAsIfNothingWereRemembered() {
        Advisor usual = new Advisor(ShippedRules.loaded());
        Advisor anew = Advisor.plain(ShippedRules.loaded());
        List<String> questions = RandomQuestions.of(20261130, QUESTIONS);
        for (String question : questions) {
            String answer = answer(usual, question);
            assertEquals(answer(anew, question), answer, question);
            assertEquals(answer, answer(usual, question), question + " asked again");
        }
        assertNotEquals(answer(usual, questions.get(0)), answer(usual, questions.get(1)));
    }

    @Test
    void whatIsKeptIsForgottenBeforeItIsTooMuch() {
        Remembered<Integer, Object> remembered = new Remembered<>(2);
        Object first = remembered.of(1, key -> new Object());
        assertSame(first, remembered.of(1, key -> new Object()));
        remembered.of(2, key -> new Object());
        remembered.of(3, key -> new Object());
        assertNotSame(first, remembered.of(1, key -> new Object()));
    }

    private static String answer(Advisor advisor, String question) {
        return AnswerJson.write(advisor.advise(Scenario.question(advisor, question), "id", Instant.EPOCH));
    }
}
