package tunewise.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import tunewise.catalog.Pick;
import tunewise.estimate.SizePosition;
import tunewise.plan.NamedPick.Weight;
import tunewise.question.Priority;
import tunewise.training.Method;

class NamedPickTest {
    private static final SizePosition INSIDE = new SizePosition(SizePosition.Kind.INSIDE, "7b", "7b", 0, "7b", 6.74, 1);
    private static final SizePosition ABOVE =
            new SizePosition(SizePosition.Kind.BETWEEN, "7b", "13b", 0.1, "7b", 8.03, 0.9);

    @Test
    void aPickThatLeansIsStillThePickOfTheGuide() {
        assertEquals(
                new NamedPick(
                        "7b-lora",
                        Method.LORA,
                        "rtx-4090",
                        1,
                        Weight.LEANS,
                        "the guide's pick for 7b: LoRA on 1x rtx-4090."),
                NamedPick.leaning(pick(Pick.Standing.BEST), INSIDE));
    }

    @Test
    void aModelOutsideOfTheClassIsSaidToBeNearestToIt() {
        assertEquals(
                "the guide's pick for 7b (the class nearest to 8.03B parameters): LoRA on 1x rtx-4090.",
                NamedPick.leaning(pick(Pick.Standing.BEST), ABOVE).text());
    }

    @Test
    void byTheGuideTheFirstDecidesAndTheSecondIsShown() {
        assertEquals(
                Weight.DECIDES, NamedPick.of(pick(Pick.Standing.BEST), INSIDE).weight());
        NamedPick second = NamedPick.of(pick(Pick.Standing.ALTERNATIVE), INSIDE);
        assertEquals(Weight.SHOWN, second.weight());
        assertEquals("the guide's alternative for 7b: LoRA on 1x rtx-4090.", second.text());
    }

    private static Pick pick(Pick.Standing standing) {
        return new Pick("7b-lora", "7b", Priority.BALANCED, Method.LORA, "rtx-4090", 1, standing, "G27", "");
    }
}
