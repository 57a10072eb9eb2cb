package tunewise.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.advice.Recommendation;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.Ledger;
import tunewise.service.AdviceService;
import tunewise.web.page.Assets;
import tunewise.web.page.Templates;

class WarmUpTest {
    private static final Map<String, List<String>> FORM =
            Map.of("model", List.of("Llama 3.1 8B"), "tokens", List.of("5000000"));

    @TempDir
    Path folder;

    @Test
    void anAnswerIsRehearsedToTheEndAndNothingIsRecordedOrTold() {
        try (Ledger ledger = Ledger.open(folder)) {
            List<String> told = new ArrayList<>();
            AdviceService service = service(ledger);
            service.onAnswer((answer, cameFrom) -> told.add(cameFrom));
            new WarmUp(service, new Templates(Assets.load())).rehearse();
            assertEquals(0, ledger.count());
            assertEquals(List.of(), told);
        }
    }

    @Test
    void aRehearsedAnswerIsTheOneThatWouldBeGiven() {
        try (Ledger ledger = Ledger.open(folder)) {
            AdviceService service = service(ledger);
            Recommendation rehearsed = service.rehearse(FORM);
            assertFalse(service.find(rehearsed.id()).isPresent());
            assertEquals(rehearsed, service.adviseForm(FORM, "form"));
        }
    }

    @Test
    void aPageThatCannotBeWrittenIsNoticed() {
        Templates templates = new Templates(Assets.load());
        assertThrows(RuntimeException.class, () -> templates.rehearse("answer/answer", "Answer", "no view"));
    }

    private static AdviceService service(Ledger ledger) {
        return new AdviceService(
                ShippedRules.ADVISOR, ledger, Clock.fixed(RunningService.NOW, ZoneOffset.UTC), () -> "id-1", "test");
    }
}
