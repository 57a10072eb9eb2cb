package tunewise.wording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tunewise.advice.Estimate.Memory;
import tunewise.estimate.Range;
import tunewise.question.Commitment;
import tunewise.question.Knowledge;
import tunewise.question.Priority;
import tunewise.question.Reliability;
import tunewise.question.Task;
import tunewise.text.Choice;
import tunewise.web.RunningService;
import tunewise.web.page.DisplayNames;
import tunewise.web.page.MemoryBar;

class DisplayTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.0001|1 minute",
                "0.5|30 minutes",
                "1|1 hour",
                "12.27|12.3 hours",
                "47.94|47.9 hours",
                "75|75 hours (3.1 days)",
                "5787|5,787 hours (241.1 days)"
            })
    void hoursAreGivenInTheUnitThatFits(double hours, String words) {
        assertEquals(words, DisplayText.hours(hours));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|$0.00", "0.001|under $0.01", "4.17|$4.17", "999.9|$999.90", "12345.6|$12,346"})
    void dollarsHaveCentsWhileTheyMatter(double usd, String words) {
        assertEquals(words, DisplayText.dollars(usd));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"512|512", "20000000|20 million", "2500000|2.5 million", "10000000000|10 billion"})
    void largeCountsAreWrittenInMillionsAndBillions(long count, String words) {
        assertEquals(words, DisplayText.count(count));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "takes 3 h|Takes 3 h",
                "full fine-tuning pays|Full fine-tuning pays",
                "bf16 takes half|bf16 takes half",
                "torch.compile: faster|torch.compile: faster",
                "the guide's pick|The guide's pick",
                "Rank 8|Rank 8",
            })
    void sentencesBeginWithACapitalButNamesStayAsTheyAre(String words, String sentence) {
        assertEquals(sentence, DisplayText.sentence(words));
    }

    @Test
    void aRangeIsGivenOnlyWhereThereIsOne() {
        assertNull(DisplayText.between(Range.exactly(4.17), DisplayText::dollars));
        assertEquals("between $4.00 and $5.00", DisplayText.between(new Range(4, 4.5, 5), DisplayText::dollars));
        assertNull(DisplayText.between(new Range(4.001, 4.002, 4.003), DisplayText::hours));
    }

    @Test
    void cardsAreCountedAsPeopleSayThem() {
        assertEquals("one RTX 4090", DisplayText.spokenCards(1, "RTX 4090"));
        assertEquals("eight H100 SXM cards", DisplayText.spokenCards(8, "H100 SXM"));
        assertEquals("two epochs", DisplayText.several(2, "epoch"));
    }

    @Test
    void aFaultGoesOnFromTheNameOfItsField() {
        assertEquals("Training data is needed: how many", FieldLabels.fault("tokens", "is needed: how many"));
        assertEquals("-5 is not a number", FieldLabels.fault("budgetUsd", "-5 is not a number"));
    }

    @Test
    void noChoiceIsShownByItsId() {
        List<String> words = Stream.of(
                        Arrays.stream(Task.values()).map(ChoiceText::task),
                        Arrays.stream(Priority.values()).map(ChoiceText::priority),
                        Arrays.stream(Commitment.values()).map(ChoiceText::commitment),
                        Arrays.stream(Reliability.values()).map(ChoiceText::reliability),
                        Arrays.stream(Knowledge.values()).map(ChoiceText::knowledge))
                .flatMap(some -> some)
                .toList();

        Stream.of(Priority.values(), Commitment.values(), Reliability.values(), Knowledge.values())
                .flatMap(Arrays::stream)
                .map(Choice::id)
                .forEach(id -> assertEquals(-1, words.indexOf(id), id));
    }

    @Test
    void namesStandWhereTextsHaveIds() {
        DisplayNames names = new DisplayNames(RunningService.RELEASE.catalog());

        assertEquals(
                "LoRA on 1x H100 PCIe, not H100 PCIe; RunPod", names.in("LoRA on 1x h100-pcie, not H100 PCIe; runpod"));
        assertEquals("A100 SXM 80GB", names.in("a100-sxm-80gb"));
        assertEquals("7b-lora-1x-rtx-4090", names.in("7b-lora-1x-rtx-4090"));
    }

    @Test
    void memoryIsABarOfItsParts() {
        MemoryBar bar = MemoryBar.of(new Memory(15.0, null, null, 3.0, null, null, 20.0, 19.0, 21.0, 40.0));

        assertEquals(
                List.of("Weights", "Activations", "Everything else"),
                bar.parts().stream().map(MemoryBar.Part::label).toList());
        assertEquals(
                List.of(0, 375, 450),
                bar.parts().stream().map(MemoryBar.Part::from).toList());
        assertEquals(
                List.of(375, 75, 50),
                bar.parts().stream().map(MemoryBar.Part::width).toList());
        assertEquals("20.0 GiB (19.0 GiB to 21.0 GiB)", bar.needs());
        assertEquals("19.0 GiB", bar.left());
        assertNull(bar.beware());
    }

    @Test
    void memoryWhosePartsExceedTheFigureIsWarnedOf() {
        MemoryBar bar = MemoryBar.of(new Memory(128.5, null, null, null, null, null, 74.5, 74.5, 74.5, 79.2));

        assertEquals(
                "It used a figure of 74.5 GiB a GPU, but the weights alone take 128.5 GiB, more than the card's"
                        + " 79.2 GiB: it will not load.",
                bar.beware());
        assertEquals(616, bar.usableAt());
        assertNull(bar.left());
    }
}
