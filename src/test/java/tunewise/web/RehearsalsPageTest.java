package tunewise.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
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
    void eachCellSaysHowFarItCameAndWhy() {
        Document page = service.page("/rehearsals");
        Element qwen = row(page, "qwen3_moe", "lora");
        assertTrue(qwen.select("td[data-label=TRL]").text().startsWith("Rehearsed 1.13.0, 2026-"), qwen::text);
        Element bailing = row(page, "bailing_moe", "lora");
        assertTrue(bailing.select("td[data-label=Axolotl]").text().startsWith("Refused"), bailing::text);
        assertTrue(bailing.text().contains("Transformers 5.18 has no such class"), bailing::text);
        assertEquals(
                "Not tried",
                row(page, "gemma4", "lora").select("td[data-label=Unsloth]").text());
        assertTrue(page.text().contains("skypilot 0.14.1 on 2026-11-30 read 51 of 51 files"), page::text);
        assertTrue(page.text().contains("accelerate 1.15.0 on 2026-11-30 trained a tiny llama"), page::text);
        assertTrue(page.text().contains("weights divided."), page::text);
        assertTrue(page.text().contains("deepspeed 0.19.2 on 2026-11-30 read 9 of 9 files"), page::text);
        assertTrue(page.text().contains("for arm64 machines: pip finds "), page::text);
    }

    private static Element row(Document page, String family, String method) {
        return page.select("tbody tr").stream()
                .filter(each -> each.select("th").text().equals(family)
                        && each.select("td[data-label=Trained]").text().equals(method))
                .findFirst()
                .orElseThrow();
    }
}
