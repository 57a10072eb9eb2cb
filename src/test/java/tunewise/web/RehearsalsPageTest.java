package tunewise.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that shows what we tried with the real trainers. */
class RehearsalsPageTest {
    @TempDir
    static Path folder;

    private static RunningService service;

    @BeforeAll
    static void start() throws Exception {
        service = new RunningService(folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void eachRunSaysHowFarItCameAndWhy() {
        Document page = service.page("/rehearsals");
        assertTrue(run(page, "qwen3_moe", "LoRA", "TRL 1.13.0").startsWith("Trained on 2026-"));
        String refused = run(page, "bailing_moe", "LoRA", "Axolotl");
        assertTrue(refused.startsWith("Refused on 2026-"), refused);
        assertTrue(refused.contains("Transformers 5.18 has no such class"), refused);
        assertTrue(page.text().contains("skypilot 0.14.1 on 2026-11-30 read 51 of 51 files"), page::text);
        assertTrue(page.text().contains("accelerate 1.15.0 on 2026-11-30 trained a tiny llama"), page::text);
        assertTrue(page.text().contains("weights divided."), page::text);
        assertTrue(page.text().contains("deepspeed 0.19.2 on 2026-11-30 read 9 of 9 files"), page::text);
        assertTrue(page.text().contains("for arm64 machines: pip finds "), page::text);
    }

    @Test
    void allIsFoldedByFamilyAndSaysWhichTrainersRefuse() {
        Document page = service.page("/rehearsals");
        assertTrue(page.select("details[open]").isEmpty());
        assertEquals(
                "bailing_moe 0 of 12 runs; not with Axolotl, LLaMA-Factory, TRL, Unsloth",
                family(page, "bailing_moe").selectFirst("summary").text());
        assertTrue(page.select("#everywhere details").size() > 20);
    }

    @Test
    void filtersLeaveWhatIsAskedForAndUnfoldAFew() {
        Document one = service.page("/rehearsals?family=bloom&result=Failed");
        assertEquals("1 family", one.selectFirst("output").text());
        assertEquals(2, one.select("details[open]").size());
        assertEquals(1, one.select("#nowhere tbody tr").size());
        Document trainer = service.page("/rehearsals?trainer=sentence-transformers");
        assertEquals(
                List.of(),
                trainer.select("td[data-label=Trainer]").eachText().stream()
                        .filter(each -> !each.startsWith("Sentence Transformers"))
                        .toList());
        assertEquals(
                "0 families",
                service.page("/rehearsals?family=nothing").selectFirst("output").text());
    }

    private static String run(Document page, String family, String trained, String trainer) {
        return family(page, family).select("tbody tr").stream()
                .filter(each -> each.select("td[data-label=Trained]").text().equals(trained)
                        && each.select("td[data-label=Trainer]").text().startsWith(trainer))
                .map(each -> each.select("td[data-label=Result]").text())
                .findFirst()
                .orElseThrow();
    }

    private static Element family(Document page, String family) {
        return page.select("details details").stream()
                .filter(each -> each.selectFirst("summary span").text().equals(family))
                .findFirst()
                .orElseThrow();
    }
}
