package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tunewise.advice.Advisor;
import tunewise.fixtures.CompiledRules;
import tunewise.fixtures.ShippedRules;
import tunewise.question.Question;
import tunewise.question.QuestionReader;
import tunewise.workshop.ImpactReport.Part;
import tunewise.workshop.ImpactReport.Source;

/** The impact on many questions is the sum of that on some and that on the rest. */
class ImpactPartsTest {
    @Test
    void partsAddUp() {
        Advisor draft = new Advisor(CompiledRules.of(
                Folder.with("rules/catalog/thresholds.csv", "lora-7b,lora,7b,16,24,", "lora-7b,lora,7b,18,24,")
                        .rules()));
        QuestionReader reader = new QuestionReader(ShippedRules.ADVISOR.vocabulary(LocalDate.parse("2026-11-24")));
        List<Comparison> comparisons = IntStream.range(0, 60)
                .mapToObj(n -> Comparison.of(
                        ShippedRules.ADVISOR, draft, question(reader, n), List.of("answer-" + n, "again-" + n)))
                .toList();
        Part whole = Part.of(Source.RECORDED, comparisons);

        assertTrue(whole.change() > 20 && whole.stay() > 0, whole.toString());
        for (int cut : List.of(0, 1, 23, 60)) {
            Part sum = Part.of(Source.RECORDED, comparisons.subList(0, cut))
                    .and(Part.of(Source.RECORDED, comparisons.subList(cut, 60)));
            assertEquals(whole, sum);
        }
        Part with = whole.and(Part.staying(Source.RECORDED, 5));
        assertEquals(whole.asked() + 5, with.asked());
        assertEquals(whole.stay() + 5, with.stay());
        assertEquals(whole.changed(), with.changed());
        assertEquals(whole.changed().subList(0, 3), whole.naming(3).changed());
    }

    private static Question question(QuestionReader reader, int n) {
        String size = n % 4 == 0 ? "70" : "7";
        return reader.read("{\"model\": {\"parametersB\": " + size + "}, \"tokens\": " + (n + 1)
                + "000000, \"knowledge\": \"guide\", \"methods\": [\"lora\"], \"asOf\": \"2026-03-31\"}");
    }
}
