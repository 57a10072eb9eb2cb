package tunewise.web.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tunewise.web.BrowserTest;

/**
 * Five people who have never seen a page of ours go from the first page to a set-up and its files, on a phone and on a
 * desk. The clock counts what they do at the pace of a person, and what the service takes.
 */
class NewcomersInBrowserTest extends BrowserTest {
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final double LETTER_SECONDS = 0.2;
    private static final double ACT_SECONDS = 1.5;
    private static final double READING_SECONDS = 10;

    private double person;

    @Test
    void someoneSaysItInASentence() {
        timed(page -> {
            type(
                    page.getByLabel("Say it in a sentence"),
                    "Llama 8B, 5,000 chats of about 400 tokens, 50 dollars, by tomorrow");
            act(() -> press(page, "Fill in the form"));
            act(() -> press(page, "Ask this"));
        });
    }

    @Test
    void someoneFillsInTheFormWithUnits() {
        timed(page -> {
            model(page, "qwen 2.5 7b");
            type(page.getByLabel("Training data"), "1.5M tokens");
            type(page.getByLabel("Budget"), "$20");
            type(page.getByLabel("Deadline"), "2 h");
            act(() -> press(page, "Recommend a set-up"));
        });
    }

    @Test
    void someoneOwnsACard() {
        timed(page -> {
            model(page, "Mistral 7B");
            type(page.getByLabel("Training data"), "2 million");
            act(() -> page.locator("label:has(#machines-own)").click());
            type(page.locator("#f-ownGpus"), "RTX 4090");
            act(() -> press(page, "Recommend a set-up"));
        });
    }

    @Test
    void someoneStartsFromAnExample() {
        timed(page -> {
            if (page.viewportSize().width < 700) {
                act(() -> page.getByText("Start from an example").click());
            }
            act(() -> page.getByText("Chat tune of an 8B").click());
            act(() -> press(page, "Recommend a set-up"));
        });
    }

    @Test
    void someoneWantsItCheap() {
        timed(page -> {
            type(
                    page.getByLabel("Say it in a sentence"),
                    "fine-tune Gemma 2 9B on 5k samples of 300 tokens as cheap as possible");
            act(() -> press(page, "Fill in the form"));
            act(() -> press(page, "Ask this"));
        });
    }

    private void timed(Consumer<Page> way) {
        for (int width : List.of(1440, 390)) {
            person = READING_SECONDS;
            try (BrowserContext context = context(width, ColorScheme.LIGHT)) {
                long start = System.nanoTime();
                Page page = page(context, "/");
                way.accept(page);
                page.waitForURL("**/recommendations/**");
                assertTrue(page.locator("h1").textContent().matches("(Rent|Train) .* for the whole job.*"));
                Locator files = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Get the files"));
                Download bundle =
                        page.waitForDownload(() -> act(() -> files.first().click()));
                double seconds = (System.nanoTime() - start) / 1e9 + person;
                assertTrue(bundle.suggestedFilename().endsWith(".zip"), bundle.suggestedFilename());
                assertTrue(seconds < MOST.toSeconds(), "it took " + seconds + " s at " + width);
                assertEquals(0, page.locator(".summary").count());
            }
        }
    }

    private void model(Page page, String name) {
        type(page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Model")), name);
        page.keyboard().press("Escape");
    }

    private void type(Locator field, String text) {
        act(() -> field.fill(text));
        person += text.length() * LETTER_SECONDS;
    }

    /** A person looks for what to press, and presses it. */
    private void act(Runnable what) {
        person += ACT_SECONDS;
        what.run();
    }
}
