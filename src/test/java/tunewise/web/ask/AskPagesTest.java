package tunewise.web.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tunewise.web.RunningService;

/** The form and what it says of faults: all of it works without a script. */
class AskPagesTest {
    private static RunningService service;

    @BeforeAll
    static void open(@TempDir Path folder) {
        service = new RunningService(folder);
    }

    @AfterAll
    static void close() {
        service.close();
    }

    @Test
    void allFaultsStandBesideTheirFieldsAndWhatWasTypedStays() {
        HttpResponse<String> answer = service.submit("model=Mistral+13B&tokens=none&budgetUsd=-5&priority=speed");
        Document page = Jsoup.parse(answer.body());

        assertEquals(422, answer.statusCode());
        assertEquals(3, page.select(".summary li").size());
        for (String field : List.of("model", "tokens", "budgetUsd")) {
            Element input = page.selectFirst("#f-" + field);
            assertEquals("true", input.attr("aria-invalid"));
            assertTrue(input.attr("aria-describedby").contains("f-" + field + "-fault"));
            assertFalse(page.selectFirst("#f-" + field + "-fault").text().isBlank());
            assertNotNull(page.selectFirst(".summary a[href=#f-" + field + "]"));
        }
        assertEquals("none", page.selectFirst("#f-tokens").val());
        assertTrue(page.selectFirst("input[name=priority][value=speed]").hasAttr("checked"));
        assertFalse(page.selectFirst("details.more").hasAttr("open"));
    }

    @Test
    void aFaultInTheFoldedPartOpensIt() {
        Document page = Jsoup.parse(service.submit(RunningService.FORM + "&workload.variants=0&gpus=abacus")
                .body());

        assertTrue(page.selectFirst("details.more").hasAttr("open"));
        assertNotNull(page.selectFirst("#f-workload-variants-fault"));
        assertNotNull(page.selectFirst("#f-gpus-fault"));
    }

    @Test
    void everySummaryLinkLeadsToAField() {
        Document page = Jsoup.parse(service.submit(
                        "modelBy=size&epochs=0&maxGpus=x&asOf=soon&methods=magic&stack=none&knowledge=all&task=art&colour=red")
                .body());

        for (Element link : page.select(".summary a")) {
            assertNotNull(page.getElementById(link.attr("href").substring(1)), link.attr("href"));
        }
        assertTrue(
                page.select(".summary li").size() >= 9, page.select(".summary").text());
    }

    @Test
    void aRefusedQuestionKeepsItsSentence() {
        Document page =
                Jsoup.parse(service.submit("say=Llama+3.1+8B%2C+2M+tokens%2C+%2450&model=Llama+3.1+8B&tokens=none")
                        .body());

        assertEquals("Llama 3.1 8B, 2M tokens, $50", page.selectFirst("#say").val());
        assertEquals("none", page.selectFirst("#f-tokens").val());
        assertEquals("", page.selectFirst("#f-budgetUsd").val());
        assertEquals(1, page.select(".summary li").size());
    }

    @Test
    void aSentenceThatFillsFoldedFieldsLinksToThem() {
        Document page = service.page("/?say=DPO+of+Llama+3.1+8B%2C+5%2C000+pairs+of+400+tokens%2C+in+the+EU");

        assertEquals(
                List.of(
                        "Model Llama 3.1 8B",
                        "Training data 5,000 samples of 400 tokens",
                        "Objective Prefer chosen over rejected answers (DPO)",
                        "Where EU"),
                page.select(".understood li").eachText());
        assertFalse(page.selectFirst("details.more").hasAttr("open"));
        assertNotNull(page.selectFirst("details.more #f-regions"));
    }

    @Test
    void anEmptyFormSaysWhatIsNeeded() {
        Document page =
                Jsoup.parse(service.submit("modelBy=name&model=&tokens=").body());

        assertTrue(page.selectFirst("#f-model-fault").text().startsWith("Model is needed"));
        assertTrue(page.selectFirst("#f-tokens-fault").text().startsWith("Training data is needed"));
    }

    @Test
    void theFormIsFilledInByItsAddress() {
        Document page = service.page("/?model=Qwen2.5+7B&tokens=2M&gpus=l40s&gpus=h100-sxm&workload.production=yes");

        assertEquals("Qwen2.5 7B", page.selectFirst("#f-model").val());
        assertEquals("2M", page.selectFirst("#f-tokens").val());
        assertEquals(2, page.select("input[name=gpus][checked]").size());
        assertTrue(page.selectFirst("#f-workload-production").hasAttr("checked"));
        assertTrue(page.selectFirst("details.more").hasAttr("open"));
        assertEquals("1", page.selectFirst("#f-epochs").val());
        assertEquals("2048", page.selectFirst("#f-sequenceLength").val());
    }

    @Test
    void aNameThatStandsForSeveralModelsIsAnsweredByOnePressOnOneOfThem() {
        HttpResponse<String> refused = service.submit("model=Llama+8B&tokens=2M&budgetUsd=50");
        assertEquals(422, refused.statusCode());
        Element press = Jsoup.parse(refused.body()).selectFirst("button[name=modelChosen]");
        assertEquals("Llama 3.1 8B", press.text());

        Document page = service.answerTo("model=Llama+8B&tokens=2M&budgetUsd=50&modelChosen="
                + URLEncoder.encode(press.attr("value"), StandardCharsets.UTF_8));
        assertTrue(page.selectFirst(".hero").text().contains("Llama 3.1 8B"));
    }

    @Test
    void aModelCanBeGivenByItsSizeOrItsConfig() {
        Document bySize =
                service.answerTo("modelBy=size&model=left+over&model.parametersB=13&model.name=mine&tokens=10M");
        assertTrue(bySize.selectFirst(".hero").text().contains("mine of 13.00 billion parameters"));

        String config =
                """
                {"model_type": "llama", "architectures": ["LlamaForCausalLM"], "hidden_size": 4096,
                 "intermediate_size": 14336, "num_hidden_layers": 32, "num_attention_heads": 32,
                 "num_key_value_heads": 8, "vocab_size": 128256, "tie_word_embeddings": false}""";
        Document byConfig = service.answerTo(
                "modelBy=config&tokens=10M&model.config=" + URLEncoder.encode(config, StandardCharsets.UTF_8));
        assertTrue(byConfig.selectFirst(".hero").text().contains("8.03 billion parameters"));
    }

    @Test
    void theQuestionCanBeAskedAgainFromItsAnswer() {
        Document page = service.answerTo(
                "model=Llama+3.1+8B&tokens=12M&budgetUsd=50&gpus=l40s&workload.production=yes&asOf=2026-03-31");

        Document form =
                service.page(page.selectFirst("a:contains(Change the question)").attr("href"));

        assertEquals("12 000 000", form.selectFirst("#f-tokens").val());
        assertEquals("50", form.selectFirst("#f-budgetUsd").val());
        assertEquals("2026-03-31", form.selectFirst("#f-asOf").val());
        assertTrue(form.selectFirst("#f-workload-production").hasAttr("checked"));
    }

    @Test
    void aDecimalCommaIsReadAndWrittenAsAPoint() {
        Document page = service.page(
                RunningService.location(service.submit("model=Llama+3.1+8B&tokens=5000+x+400&budgetUsd=1.500,00")));

        assertTrue(page.text().contains("$1,500"), page.text());
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everyPresetFillsInTheFormAndGetsASetUp(Preset preset) {
        if (preset.form().equals("/estimates")) {
            assertTrue(service.page(preset.address()).selectFirst("h1").text().contains("takes"));
            return;
        }
        assertEquals(
                preset.fields().get("tokens").get(0),
                service.page(preset.address()).selectFirst("#f-tokens").val());
        assertTrue(service.answerTo(preset.address().substring(2))
                .selectFirst("h1")
                .text()
                .startsWith("Rent "));
    }

    static List<Preset> presets() {
        return Preset.ALL;
    }

    @Test
    void oneQuestionIsComparedForSeveralModelsWithoutARecord() {
        int before = service.page("/recommendations").select("tbody tr").size();
        String question = "/compare?model=Llama+3.1+8B&tokens=2M&budgetUsd=50";
        Document page = service.page(question + "&other=Qwen2.5+7B&other=&other=Mistral+7B+v0.3");

        assertEquals("Three models", page.selectFirst("h1").text());
        Element third = page.select("ol.lead a").get(2);
        assertEquals("Mistral 7B v0.3", third.text());
        assertEquals(
                "Mistral 7B v0.3",
                service.page(third.attr("href")).selectFirst("#f-model").val());
        assertTrue(page.select("#question ~ table tbody th").eachText().contains("Model"), page.text());
        assertEquals(before, service.page("/recommendations").select("tbody tr").size());

        assertEquals(400, service.get(question).statusCode());
        assertEquals(
                400, service.get(question + "&other=a&other=b&other=c&other=d").statusCode());
        assertEquals(422, service.get(question + "&other=Mistral+13B").statusCode());
        assertTrue(service.get(question + "&other=Mistral+13B")
                .body()
                .contains("Maybe you mean mistralai/Mistral-Nemo-Base-2407"));
    }

    @Test
    void whatAPersonTypesIsShownAsText() {
        Document page = Jsoup.parse(service.submit("model=%3Cscript%3Ealert(1)%3C/script%3E&tokens=1M")
                .body());

        assertEquals(0, page.select("script:not([src])").size());
        assertEquals("<script>alert(1)</script>", page.selectFirst("#f-model").val());
    }
}
