package tunewise.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.web.RunningService;

/** Words of the field are explained where they stand, once a text, and sources lead to where they were published. */
class GlossaryTest {
    @Test
    void aTextStaysAsItIsAndEachTermIsMarkedOnce() {
        String text = "LoRA at rank 16: a rank of 16, over NF4. Ranked by FSDP and rank-less things.";
        List<Glossary.Piece> pieces = Glossary.marked(text);

        assertEquals(text, pieces.stream().map(Glossary.Piece::text).collect(Collectors.joining()));
        assertEquals(
                List.of("LoRA", "rank", "NF4", "FSDP"),
                pieces.stream()
                        .filter(piece -> piece.term() != null)
                        .map(Glossary.Piece::text)
                        .toList());
        assertEquals(
                "rank",
                pieces.stream()
                        .map(Glossary.Piece::term)
                        .filter(Objects::nonNull)
                        .skip(1)
                        .findFirst()
                        .orElseThrow()
                        .id());
    }

    @Test
    void everyTermHasASentenceToSay() {
        for (Glossary.Term term : Glossary.all().terms()) {
            assertTrue(term.says().endsWith(".") && term.says().length() > 20, term.toString());
        }
        assertTrue(Glossary.all().terms().size() >= 8);
    }

    @Test
    void termsOfAnAnswerLeadToTheGlossaryAndSourcesToWhereTheyWerePublished(@TempDir Path folder) {
        try (RunningService service = new RunningService(folder)) {
            Document page = service.answerTo("model=Llama+3.1+8B&tokens=20M&budgetUsd=50&methods=qlora");
            Set<String> known = service.page("/glossary").select(".glossary div").stream()
                    .map(Element::id)
                    .collect(Collectors.toSet());
            Set<String> used = page.select("a.term").stream()
                    .map(link -> link.attr("href").replace("/glossary#", ""))
                    .collect(Collectors.toSet());

            assertTrue(used.containsAll(Set.of("rank", "nf4")), used.toString());
            assertTrue(known.containsAll(used), used.toString());
            assertTrue(
                    page.select("#measured td[data-label=Source] a").stream()
                            .allMatch(link -> link.attr("href").startsWith("https://")),
                    page.select("#measured").text());
            assertTrue(page.select("#measured td[data-label=Source] a").size() > 0);
            assertTrue(page.select(".cites a[href^=https]").size() > 0);
        }
    }
}
