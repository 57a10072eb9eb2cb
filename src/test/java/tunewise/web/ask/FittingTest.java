package tunewise.web.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tunewise.advice.EstimateAnswer;
import tunewise.advice.Estimates;
import tunewise.catalog.Catalog;
import tunewise.web.RunningService;
import tunewise.web.page.QuestionForm;

/** What an estimate could grow to, and what would fit where it does not. */
class FittingTest {
    private static final Catalog CATALOG = RunningService.RELEASE.catalog();
    private static final Estimates ESTIMATES = Estimates.of(CATALOG);

    @Test
    void theLargestBatchFitsAndOneMoreDoesNot() {
        Map<String, List<String>> fields = fields("method=qlora", "gpu=rtx-4090", "sequenceLength=1024");
        String largest = fitting(fields).largestBatch();
        assertTrue(largest.matches("\\d+ samples of 1,024 tokens"), largest);
        int batch = Integer.parseInt(largest.replaceAll(" .*", ""));

        assertEquals(true, fits(fields, "microBatch", batch));
        assertEquals(false, fits(fields, "microBatch", batch + 1));
    }

    @Test
    void theLongestSampleFitsAndALongerOneDoesNot() {
        Map<String, List<String>> fields = fields("method=lora", "gpu=rtx-4090", "microBatch=1");
        int longest = Integer.parseInt(
                fitting(fields).longestSample().replaceAll(" tokens.*", "").replace(",", ""));

        assertEquals(true, fits(fields, "sequenceLength", longest));
        assertEquals(false, fits(fields, "sequenceLength", longest + 256));
    }

    @Test
    void whatDoesNotFitLeadsToWhatDoes() {
        List<Fitting.Instead> instead =
                fitting(fields("method=full", "gpu=rtx-4090", "microBatch=4")).instead();

        assertTrue(instead.stream().anyMatch(each -> each.says().equals("QLoRA")), instead.toString());
        assertTrue(instead.stream().anyMatch(each -> each.says().startsWith("1 × ")), instead.toString());
        assertEquals(List.of(), fitting(fields("method=qlora", "gpu=h200")).instead());
    }

    @Test
    void aCardThatHoldsALargerModelHoldsTheSmallerOnesToo() {
        FitMatrix matrix = FitMatrix.of(RunningService.RELEASE, ESTIMATES, 2048);

        assertTrue(matrix.rows().size() > 10, matrix.rows().toString());
        assertEquals(
                List.of("QLoRA", "LoRA", "Full"),
                matrix.needs().stream().map(FitMatrix.Need::method).toList());
        assertTrue(
                matrix.needs().stream().allMatch(need -> need.memory().stream().noneMatch(String::isEmpty)),
                matrix.needs().toString());
        for (FitMatrix.Row row : matrix.rows()) {
            List<Integer> ranks = row.cells().stream()
                    .map(cell -> List.of("none", "qlora", "lora", "full").indexOf(cell.kind()))
                    .toList();
            assertEquals(ranks.stream().sorted((a, b) -> b - a).toList(), ranks, row.toString());
        }
        assertTrue(matrix.rows().stream()
                .anyMatch(row -> row.gpu().equals("RTX 4090")
                        && row.cells().get(2).words().equals("LoRA")
                        && row.cells().get(2).memory().matches("\\d+\\.\\d GiB")));
    }

    private static Fitting fitting(Map<String, List<String>> fields) {
        return new Fitting(ESTIMATES, CATALOG, fields, answer(fields));
    }

    private static EstimateAnswer answer(Map<String, List<String>> fields) {
        return ESTIMATES.answerForm(QuestionForm.forReader(fields));
    }

    private static Boolean fits(Map<String, List<String>> fields, String field, int value) {
        Map<String, List<String>> changed = new LinkedHashMap<>(fields);
        changed.put(field, List.of(Integer.toString(value)));
        return answer(changed).fits();
    }

    private static Map<String, List<String>> fields(String... namesAndValues) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        fields.put("model", List.of("Llama 3.1 8B"));
        for (String pair : namesAndValues) {
            fields.put(pair.substring(0, pair.indexOf('=')), List.of(pair.substring(pair.indexOf('=') + 1)));
        }
        return fields;
    }
}
