package tunewise.web;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page in a real browser: nothing is cut on any screen, and it is open to everyone. */
class EveryPageTest extends BrowserTest {
    private static BrowserContext context;
    private static Page page;

    /** One tab for all pages, since a new one takes as long as a page. */
    @BeforeAll
    static void open() {
        context = context(NARROWEST, ColorScheme.LIGHT);
        page = tab(context);
    }

    @ParameterizedTest
    @CsvSource({
        "ask, /",
        "ask-more, /?model=Llama+3.1+8B&tokens=2M&gpus=l40s",
        "recommended, /recommendations/answer-3",
        "measured, /recommendations/answer-4",
        "not-feasible, /recommendations/answer-1",
        "not-advised, /recommendations/answer-2",
        "estimate, /estimates",
        "estimated, /estimates?model=Llama+2+7B&method=qlora&gpu=rtx-4090&microBatch=4",
        "does-not-fit, /estimates?model=Llama+3.1+8B&method=full&gpu=rtx-4090&microBatch=4",
        "fits, /fits",
        "rehearsals, /rehearsals",
        "glossary, /glossary",
        "sentence, /?say=Llama+8B%2C+2M+tokens%2C+purple+unicorn",
        "what-if, /what-if?from=answer-4&model=Llama+3.1+8B&tokens=40M&priority=speed",
        "answers, /recommendations",
        "answers-filtered, /recommendations?provider=runpod&sort=cheapest",
        "reviewed, /recommendations/answer-3?reviewed",
        "replay, /recommendations/answer-3/replay",
        "compare, /recommendations/compare?id=answer-3&id=answer-4&id=answer-1&id=answer-2",
        "compare-models, /compare?model=Llama+3.1+8B&tokens=2M&other=Qwen2.5+7B",
        "ledger, /ledger",
        "verified, /ledger/verify",
        "rules, /rules",
        "rule, /rules/ELI-060",
        "workshop, /workshop",
        "workshop-history, /workshop/history",
        "workshop-draft, /workshop/drafts/ada",
        "workshop-file, /workshop/drafts/ada/files/rules/eligibility/memory.drl",
        "workshop-words, /workshop/words",
        "components, /components",
        "workshop-learning, /workshop/learning",
        "workshop-rows, /workshop/drafts/ada/files/rules/catalog/offers.csv",
        "workshop-impact, /workshop/jobs/1",
        "export, /recommendations/answer-4/export/trl",
        "printed, /recommendations/printed",
        "accuracy, /ledger/accuracy",
        "prices, /workshop/prices",
        "market, /prices",
        "help, /help",
        "help-found, /help?q=ledger+replay",
        "help-chapter, /help/rules",
        "not-found, /nothing",
    })
    void everyPageFitsEveryScreenAndIsOpenToEveryone(String name, String path) {
        page.setViewportSize(NARROWEST, 900);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.navigate(service.address(path));
        looksWellOnEveryScreen(page, name);
        complaints.removeIf(complaint -> name.equals("not-found") && complaint.contains("404"));
    }

    @AfterAll
    static void close() {
        if (context != null) {
            context.close();
        }
    }
}
