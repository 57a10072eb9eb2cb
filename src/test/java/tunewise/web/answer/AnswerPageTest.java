package tunewise.web.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.advice.AnswerJson;
import tunewise.web.RunningService;
import tunewise.wording.DisplayText;

/** The page of an answer, for every outcome. */
class AnswerPageTest {
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
    void theFormAsksAndTheAnswerHasAnAddressOfItsOwn() {
        Document page = service.answerTo(RunningService.FORM);

        assertEquals(
                "Rent one RTX 4090 from RunPod's community cloud and train a LoRA adapter of rank 8: about 12.3 "
                        + "hours and $4.17"
                        + " for training alone, at the price of 31 March 2026.",
                page.selectFirst("h1").text().replace('\u00a0', ' '));
        assertTrue(page.text().contains("$0.34 an hour"));
        assertTrue(page.text().contains("as looked up on 31 March 2026, 238 days before"));
        assertTrue(page.select("#excluded li").size() > 10);
        for (Element group : page.select("#excluded details")) {
            assertTrue(group.selectFirst(".hint").text().startsWith("What would help: "), group.text());
        }
    }

    @Test
    void whatIsNotFeasibleIsAnsweredWithChangesThatAreFeasible() {
        Document page = service.answerTo("model=Llama+2+70B&tokens=10M&budgetUsd=0.50&knowledge=guide");

        assertEquals(
                "Your budget of $0.50 is too small to train Llama 2 70B: it takes $3.38.",
                page.selectFirst("h1").text());
        Element change = page.selectFirst(".follow form");
        assertTrue(change.text().startsWith("Ask with a budget of $"), change.text());
        String fields = change.select("input").stream()
                .map(input -> input.attr("name") + "=" + URLEncoder.encode(input.val(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        assertTrue(service.answerTo(fields).selectFirst("h1").text().startsWith("Rent "));
    }

    @Test
    void whatBarelyFitsIsAdvisedWhatWouldGiveItMoreRoomAfterTheChoice() {
        Document page = service.answerTo(
                "model=Qwen2.5+32B&tokens=10M&methods=lora&gpus=a100-pcie-80gb&maxGpus=1&sequenceLength=6000"
                        + "&knowledge=evidence&asOf=2026-11-24");
        assertTrue(page.selectFirst("h1").text().startsWith("Rent "));
        assertEquals("Worth considering", page.selectFirst("#changes").text());
        assertTrue(page.select(".decision > section[aria-labelledby=reasons] ~ section")
                .contains(page.selectFirst("section[aria-labelledby=changes]")));
    }

    @Test
    void whatIsNotAdvisedIsAnsweredWithThePlanAllTheSame() {
        Document page = service.answerTo("model=Llama+3.1+8B&tokens=10M&workload.inferenceCalls=200&knowledge=guide");

        assertEquals(
                "We advise against fine-tuning here.", page.selectFirst("h1").text());
        assertTrue(page.selectFirst(".hero .lead").text().contains("If you do it anyway: Rent "));
        assertNotNull(page.selectFirst("#rent"));
    }

    @Test
    void byWhatWasMeasuredTheWholeJobAndTheGuidesPickAreGiven() {
        Document page = service.answerTo("model=Llama+3.1+8B&tokens=20M&budgetUsd=50&knowledge=evidence");

        String takes = page.selectFirst("section[aria-labelledby=takes]").text();
        assertTrue(takes.startsWith("What the whole job takes") && takes.contains(" to $"), takes);
        assertTrue(page.select(".legend li").size() > 3, page.select(".legend").text());
        assertNotNull(page.selectFirst("#guide .verdict"));
    }

    @Test
    void anAnswerIsTheSameOnItsPageAndInJson() {
        Document page = service.answerTo(RunningService.FORM);
        String json = service.get(page.selectFirst("a:contains(As JSON)").attr("href"))
                .body();

        assertTrue(page.text().contains(AnswerJson.read(json).release().id()));
        assertTrue(page.selectFirst("h1")
                .text()
                .contains(DisplayText.dollars(
                        AnswerJson.read(json).estimate().costUsd().central())));
    }
}
