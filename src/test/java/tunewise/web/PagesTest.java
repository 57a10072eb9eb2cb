package tunewise.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tunewise.advice.AnswerJson;
import tunewise.web.ask.Preset;
import tunewise.wording.DisplayText;

/** The pages as they come from the server: all of them work without a script. */
class PagesTest {
    private static House house;

    @BeforeAll
    static void open(@TempDir Path folder) {
        house = new House(folder);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void theFormAsksAndTheAnswerHasAnAddressOfItsOwn() {
        Document page = ask(House.FORM);

        assertEquals(
                "Rent one RTX 4090 from RunPod and train a LoRA adapter of rank 8: about 12.3 hours and $4.17.",
                page.selectFirst("h1").text().replace('\u00a0', ' '));
        assertTrue(page.text().contains("$0.34 an hour"));
        assertTrue(page.text().contains("as looked up on 31 March 2026, 238 days before"));
        assertTrue(page.select("#excluded li").size() > 10);
        for (Element group : page.select("#excluded details")) {
            assertTrue(group.selectFirst(".hint").text().startsWith("Would change with "), group.text());
        }
    }

    @Test
    void allFaultsStandBesideTheirFieldsAndWhatWasTypedStays() {
        HttpResponse<String> answer = house.submit("model=Mistral+13B&tokens=none&budgetUsd=-5&priority=speed");
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
        Document page = Jsoup.parse(
                house.submit(House.FORM + "&workload.variants=0&gpus=abacus").body());

        assertTrue(page.selectFirst("details.more").hasAttr("open"));
        assertNotNull(page.selectFirst("#f-workload-variants-fault"));
        assertNotNull(page.selectFirst("#f-gpus-fault"));
    }

    @Test
    void everySummaryLinkLeadsToAField() {
        Document page = Jsoup.parse(house.submit(
                        "modelBy=size&epochs=0&maxGpus=x&asOf=soon&methods=magic&stack=none&knowledge=all&task=art&colour=red")
                .body());

        for (Element link : page.select(".summary a")) {
            assertNotNull(page.getElementById(link.attr("href").substring(1)), link.attr("href"));
        }
        assertTrue(
                page.select(".summary li").size() >= 9, page.select(".summary").text());
    }

    @Test
    void anEmptyFormIsToldWhatIsNeeded() {
        Document page = Jsoup.parse(house.submit("modelBy=name&model=&tokens=").body());

        assertTrue(page.selectFirst("#f-model-fault").text().startsWith("Model is needed"));
        assertTrue(page.selectFirst("#f-tokens-fault").text().startsWith("Training data is needed"));
    }

    @Test
    void theFormIsFilledInByItsAddress() {
        Document page = house.page("/?model=Qwen2.5+7B&tokens=2M&gpus=l40s&gpus=h100-sxm&workload.production=yes");

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
        HttpResponse<String> refused = house.submit("model=Llama+8B&tokens=2M&budgetUsd=50");
        assertEquals(422, refused.statusCode());
        Element press = Jsoup.parse(refused.body()).selectFirst("button[name=modelChosen]");
        assertEquals("Llama 3.1 8B", press.text());

        Document page = ask("model=Llama+8B&tokens=2M&budgetUsd=50&modelChosen="
                + URLEncoder.encode(press.attr("value"), StandardCharsets.UTF_8));
        assertTrue(page.selectFirst(".hero").text().contains("Llama 3.1 8B"));
    }

    @Test
    void aModelCanBeGivenByItsSizeOrItsConfig() {
        Document bySize = ask("modelBy=size&model=left+over&model.parametersB=13&model.name=mine&tokens=10M");
        assertTrue(bySize.selectFirst(".hero").text().contains("mine of 13.00 billion parameters"));

        String config =
                """
                {"model_type": "llama", "architectures": ["LlamaForCausalLM"], "hidden_size": 4096,
                 "intermediate_size": 14336, "num_hidden_layers": 32, "num_attention_heads": 32,
                 "num_key_value_heads": 8, "vocab_size": 128256, "tie_word_embeddings": false}""";
        Document byConfig =
                ask("modelBy=config&tokens=10M&model.config=" + URLEncoder.encode(config, StandardCharsets.UTF_8));
        assertTrue(byConfig.selectFirst(".hero").text().contains("8.03 billion parameters"));
    }

    @Test
    void whatIsNotFeasibleIsToldWithChangesThatAreFeasible() {
        Document page = ask("model=Llama+2+70B&tokens=10M&budgetUsd=0.50&knowledge=guide");

        assertEquals("No set-up meets these limits.", page.selectFirst("h1").text());
        Element change = page.selectFirst(".follow form");
        assertTrue(change.text().startsWith("Ask with a budget of $"), change.text());
        String fields = change.select("input").stream()
                .map(input -> input.attr("name") + "=" + URLEncoder.encode(input.val(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        assertTrue(ask(fields).selectFirst("h1").text().startsWith("Rent "));
    }

    @Test
    void whatBarelyFitsIsToldWhatWouldGiveItMoreRoomAfterTheChoice() {
        Document page = ask("model=Llama+2+7B&tokens=10M&methods=full&gpus=a100-pcie-80gb&maxGpus=1&sequenceLength=4096"
                + "&stack=hf-trainer&knowledge=evidence&asOf=2026-03-31");
        assertTrue(page.selectFirst("h1").text().startsWith("Rent "));
        assertEquals("What may be worth a change", page.selectFirst("#changes").text());
        assertTrue(page.select(".card ~ section, .cards ~ section")
                .contains(page.selectFirst("section[aria-labelledby=changes]")));
    }

    @Test
    void whatIsNotAdvisedIsToldWithThePlanAllTheSame() {
        Document page = ask("model=Llama+3.1+8B&tokens=10M&workload.inferenceCalls=200&knowledge=guide");

        assertEquals("Better not fine-tune for this.", page.selectFirst("h1").text());
        assertTrue(page.selectFirst(".hero .lead").text().contains("If you do it all the same: Rent "));
        assertNotNull(page.selectFirst("#rent"));
    }

    @Test
    void byWhatWasMeasuredTheWholeJobAndTheGuidesPickAreTold() {
        Document page = ask("model=Llama+3.1+8B&tokens=20M&budgetUsd=50&knowledge=evidence");

        String takes = page.selectFirst("section[aria-labelledby=takes]").text();
        assertTrue(takes.contains("Cost of the whole job") && takes.contains("between $"), takes);
        assertTrue(page.select(".legend li").size() > 3, page.select(".legend").text());
        assertNotNull(page.selectFirst("section[aria-labelledby=guide] .verdict"));
    }

    @Test
    void theQuestionCanBeAskedAgainFromItsAnswer() {
        Document page =
                ask("model=Llama+3.1+8B&tokens=12M&budgetUsd=50&gpus=l40s&workload.production=yes&asOf=2026-03-31");

        Document form =
                house.page(page.selectFirst("a:contains(Change the question)").attr("href"));

        assertEquals("12 000 000", form.selectFirst("#f-tokens").val());
        assertEquals("50", form.selectFirst("#f-budgetUsd").val());
        assertEquals("2026-03-31", form.selectFirst("#f-asOf").val());
        assertTrue(form.selectFirst("#f-workload-production").hasAttr("checked"));
    }

    @Test
    void aDecimalCommaIsReadAndWrittenAsAPoint() {
        Document page = house.page(location(house.submit("model=Llama+3.1+8B&tokens=5000+x+400&budgetUsd=1.500,00")));

        assertTrue(page.text().contains("$1,500"), page.text());
    }

    @Test
    void anAnswerIsTheSameOnItsPageAndInJson() {
        Document page = ask(House.FORM);
        String json =
                house.get(page.selectFirst("a:contains(As JSON)").attr("href")).body();

        assertTrue(page.text().contains(AnswerJson.read(json).release().id()));
        assertTrue(page.selectFirst("h1")
                .text()
                .contains(DisplayText.dollars(
                        AnswerJson.read(json).estimate().costUsd().central())));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everyPresetFillsInTheFormAndGetsASetUp(Preset preset) {
        if (preset.form().equals("/estimates")) {
            assertTrue(house.page(preset.address()).selectFirst("h1").text().contains("takes"));
            return;
        }
        assertEquals(
                preset.fields().get("tokens").get(0),
                house.page(preset.address()).selectFirst("#f-tokens").val());
        assertTrue(ask(preset.address().substring(2)).selectFirst("h1").text().startsWith("Rent "));
    }

    static List<Preset> presets() {
        return Preset.ALL;
    }

    @Test
    void oneQuestionIsComparedForSeveralModelsWithoutARecord() {
        int before = house.page("/recommendations").select("tbody tr").size();
        String question = "/compare?model=Llama+3.1+8B&tokens=2M&budgetUsd=50";
        Document page = house.page(question + "&other=Qwen2.5+7B&other=&other=Mistral+7B+v0.3");

        assertEquals("Three models", page.selectFirst("h1").text());
        Element third = page.select("ol.lead a").get(2);
        assertEquals("Mistral 7B v0.3", third.text());
        assertEquals(
                "Mistral 7B v0.3",
                house.page(third.attr("href")).selectFirst("#f-model").val());
        assertTrue(page.select("tr.chosen th").text().contains("Model differs"), page.text());
        assertEquals(before, house.page("/recommendations").select("tbody tr").size());

        assertEquals(400, house.get(question).statusCode());
        assertEquals(
                400, house.get(question + "&other=a&other=b&other=c&other=d").statusCode());
        assertEquals(422, house.get(question + "&other=Mistral+13B").statusCode());
        assertTrue(
                house.get(question + "&other=Mistral+13B").body().contains("Maybe mistralai/Mistral-Nemo-Base-2407"));
    }

    @Test
    void pastAnswersCanBeFoundAgain() {
        String address = location(house.submit(House.FORM));

        Document list = house.page("/recommendations");

        Element row = list.selectFirst("tr:has(a[href=" + address + "])");
        assertTrue(row.text().contains("LoRA, rank 8, on 1 × RTX 4090 at RunPod"), row.text());
        assertTrue(row.text().contains("24 November 2026, 12:00 UTC"), row.text());
    }

    @Test
    void anEmptyLedgerIsToldWithCare(@TempDir Path folder) {
        try (House other = new House(folder)) {
            assertTrue(other.page("/recommendations").text().contains("Nothing has been asked yet"));
        }
    }

    @Test
    void everyRuleHasAPageWithItsSources() {
        Document list = house.page("/rules");
        assertEquals(
                House.KNOWHOW.rulebook().rules().size(),
                list.select(".rule-list li").size());

        Document rule = house.page(list.selectFirst(".rule-list a").attr("href"));

        assertFalse(rule.select(".cites li").isEmpty());
        assertTrue(rule.selectFirst("pre").text().startsWith("rule \""));
    }

    @Test
    void whatIsNotThereIsToldOnAPage() {
        for (String path : List.of("/nothing", "/recommendations/nothing", "/rules/ELI-999")) {
            HttpResponse<String> answer = house.get(path);
            assertEquals(404, answer.statusCode());
            assertEquals(
                    "Not found", Jsoup.parse(answer.body()).selectFirst("h1").text());
        }
    }

    @Test
    void withoutALedgerThePageSaysThatNothingWasRecorded(@TempDir Path folder) {
        try (House other = new House(folder)) {
            other.closeLedger();

            HttpResponse<String> answer = other.submit(House.FORM);

            assertEquals(503, answer.statusCode());
            assertTrue(Jsoup.parse(answer.body()).text().contains("Nothing was recorded"));
        }
    }

    @Test
    void styleAndScriptAreKeptForGoodUnderTheHashOfTheirContent() {
        Document page = house.page("/");

        for (String path : List.of(
                page.selectFirst("link[rel=stylesheet]").attr("href"),
                page.selectFirst("script").attr("src"),
                page.selectFirst("link[rel=icon]").attr("href"))) {
            HttpResponse<String> answer = house.get(path);
            assertEquals(200, answer.statusCode());
            assertTrue(
                    answer.headers().firstValue("Cache-Control").orElseThrow().contains("immutable"));
        }
    }

    @Test
    void noPageHasAScriptOrStyleOfItsOwn() {
        String address = location(house.submit(House.FORM));

        for (String path : List.of("/", address, "/recommendations", "/rules", "/rules/ELI-060", "/nothing")) {
            Document page = house.page(path);
            assertTrue(page.select("style, [style], script:not([src])").isEmpty(), path);
            assertTrue(
                    page.getAllElements().stream()
                            .flatMap(element -> element.attributes().asList().stream())
                            .noneMatch(attribute -> attribute.getKey().startsWith("on")),
                    path);
        }
    }

    @Test
    void whatAPersonTypesIsShownAsText() {
        Document page = Jsoup.parse(house.submit("model=%3Cscript%3Ealert(1)%3C/script%3E&tokens=1M")
                .body());

        assertEquals(0, page.select("script:not([src])").size());
        assertEquals("<script>alert(1)</script>", page.selectFirst("#f-model").val());
    }

    /** The page that the form leads to. */
    private static Document ask(String form) {
        HttpResponse<String> answer = house.submit(form);
        assertEquals(303, answer.statusCode(), () -> Jsoup.parse(answer.body())
                .select(".summary")
                .text());
        return house.page(location(answer));
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }
}
