package tunewise.web.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tunewise.web.BrowserTest;

/** Somebody reads an answer and tries others, in a real browser. */
class AnswerInBrowserTest extends BrowserTest {
    private static final Path README_PICTURE = Path.of("src/test/resources/answer.png");

    /** Where pictures are taken, the one in the README is taken too. */
    @Test
    void theReadmeShowsTheFirstScreenOfAnAnswer() throws IOException {
        try (BrowserContext context = context(1440, ColorScheme.LIGHT)) {
            Page page = page(context, "/recommendations/answer-4");
            if (picturesAreTaken()) {
                page.screenshot(new Page.ScreenshotOptions().setPath(README_PICTURE));
            }
            BufferedImage picture = ImageIO.read(README_PICTURE.toFile());

            assertEquals(List.of(1440, 900), List.of(picture.getWidth(), picture.getHeight()));
            String readme = Files.readString(Path.of("README.md"));
            assertTrue(readme.contains("](" + README_PICTURE + ")"), "the README shows no picture");
        }
    }

    @Test
    void aComputedChangeIsOnePressAway() {
        try (BrowserContext context = context(1440, ColorScheme.LIGHT)) {
            Page page = page(context, "/recommendations/answer-1");
            page.locator(".follow button").first().click();
            page.waitForURL(url -> !url.endsWith("/answer-1"));

            assertTrue(page.locator("h1").textContent().startsWith("Rent "));
        }
    }

    @Test
    void aChangedLimitIsAnsweredBesideTheAnswerWithoutLeavingIt() {
        try (BrowserContext context = context(1440, ColorScheme.LIGHT)) {
            Page page = page(context, "/recommendations/answer-4");
            page.locator("#what-if-title").click();
            page.locator("form.what-if").getByText("Shortest time").click();
            page.locator("#what-if-result .instead").waitFor();

            assertTrue(page.url().endsWith("/recommendations/answer-4"), page.url());
            assertTrue(page.locator("#what-if-result tr.moved").count() > 0);
            isOpenToEveryone(page);

            page.evaluate("location.hash = '#what-if-set-up-1'");
            page.waitForURL("**#what-if-set-up-*");
            assertTrue(page.locator("#what-if-result tbody tr:target").isVisible());
            page.locator("form.what-if [name=budgetUsd]").fill("much");
            page.locator("#what-if-result .summary").waitFor();
            goOffline(page);
            page.locator("form.what-if [name=budgetUsd]").fill("60");
            page.locator("form.what-if .away").waitFor();
            context.setOffline(false);
            page.locator("form.what-if [name=budgetUsd]").fill("600");
            page.locator("#what-if-result .instead").waitFor();
            assertEquals(0, page.locator("form.what-if .away").count());
            complaints.removeIf(each ->
                    each.contains("ERR_INTERNET_DISCONNECTED") || each.contains("422") || each.contains("htmx:"));
        }
    }

    @Test
    void whoTypesIsNotInterruptedAndWhatIsOpenStaysSo() {
        try (BrowserContext context = context(1440, ColorScheme.LIGHT)) {
            Page page = page(context, "/what-if?from=answer-4");
            page.getByText("All about this set-up").click();
            Locator tokens = page.locator("form.what-if [name=tokens]");
            tokens.focus();
            page.keyboard().press("End");
            page.keyboard().press("Backspace");
            page.locator("#what-if-result .summary").waitFor();
            page.keyboard().type("0");
            page.locator("#what-if-result .instead").waitFor();

            assertEquals("20 000 000", tokens.inputValue());
            assertEquals("f-tokens", page.evaluate("document.activeElement.id"));
            tokens.fill("30M");
            page.locator("#what-if-result tr.moved").first().waitFor();
            page.getByText("All about this set-up").click();
            tokens.fill("40M");
            page.waitForCondition(() -> page.locator("#what-if-memory").isVisible());
            complaints.removeIf(each -> each.contains("422"));
        }
    }

    /** Fingers are wider than the marks of a chart. */
    @Test
    void aSetUpNearThePointerIsNamedAndLeadsToItsPlan() {
        try (BrowserContext context = context(375, ColorScheme.LIGHT)) {
            Page page = page(context, "/recommendations/answer-4");
            page.locator("#set-ups-title").click();
            page.locator("[data-by-gpu]").selectOption("L40S");
            Locator shown = page.locator("svg.chart a:not(.other)");
            assertTrue(shown.count() > 0
                    && shown.count() < page.locator("svg.chart a").count());
            shown.first().scrollIntoViewIfNeeded();
            BoundingBox mark = shown.first().boundingBox();
            page.mouse().move(mark.x + mark.width / 2 + 12, mark.y + mark.height / 2);
            String reported = page.locator(".tip").textContent();
            assertTrue(reported.contains("L40S at ") && reported.contains("$"), reported);
            page.getByText("All of them as a table").click();
            assertEquals(
                    shown.count(), page.locator(".all-set-ups tbody tr:visible").count());
            shoot(page, "chart-375");

            shown.first().scrollIntoViewIfNeeded();
            mark = shown.first().boundingBox();
            page.mouse().click(mark.x + mark.width / 2 + 12, mark.y + mark.height / 2);
            page.waitForURL("**/what-if?**");
            assertTrue(page.locator(".instead").textContent().contains("L40S"));
            assertTrue(page.locator("#what-if-memory").isVisible());
            shoot(page, "plan-375");
            fits(page, "plan", 375);
            isOpenToEveryone(page);
        }
    }

    /** The chart is one stop for Tab, and arrows go from one set-up to the next. */
    @Test
    void aChartIsReadByKeys() {
        try (BrowserContext context = context(1440, ColorScheme.LIGHT)) {
            Page page = page(context, "/recommendations/answer-4#set-ups");
            assertEquals(1, page.locator("svg.chart a[tabindex='0']").count());
            page.locator("svg.chart a[tabindex='0']").focus();
            page.keyboard().press("ArrowRight");
            String told = page.locator(".tip").textContent();
            assertTrue(told.contains(" at ") && told.contains("$"), told);
            page.keyboard().press("ArrowLeft");
            assertTrue(!told.equals(page.locator(".tip").textContent()));
            assertTrue(
                    page.locator("svg.chart .name").allTextContents().toString().contains("ecommended"));
            shoot(page, "chart-1440");
            page.keyboard().press("Enter");
            page.waitForURL("**/what-if?**");
        }
    }

    /** Who looks at an answer decides on the first screen, and on a phone within two. */
    @Test
    void theDecisionFitsOneScreenAndTwoOfAPhone() {
        for (int width : List.of(1440, 390)) {
            try (BrowserContext context = context(width, ColorScheme.LIGHT)) {
                for (String answer : List.of("answer-3", "answer-4")) {
                    Page page = page(context, "/recommendations/" + answer);
                    double end = page.locator(".decision").boundingBox().y
                            + page.locator(".decision").boundingBox().height;
                    assertTrue(end <= (width == 1440 ? 900 : 2 * 844), answer + " ends at " + end + " of " + width);
                    assertTrue(page.getByText("Get the files").isVisible());
                    page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("On this page"))
                            .getByText("Question")
                            .click();
                    assertTrue(page.locator("#question dl").isVisible());
                    assertTrue(page.locator(".contents").boundingBox().y >= 0, "the contents stay");
                }
            }
        }
    }

    /** What was decided, why, and where it is recorded; without forms, folded details and what can be looked up. */
    @Test
    void anAnswerIsOnePageOnPaper() {
        try (BrowserContext context = context(1440, ColorScheme.LIGHT)) {
            for (String answer : List.of("answer-1", "answer-4")) {
                Page page = page(context, "/recommendations/" + answer);
                String paper = new String(
                        page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true)), StandardCharsets.ISO_8859_1);

                assertEquals(
                        1,
                        paper.lines()
                                .filter(line -> line.endsWith("/Type /Page"))
                                .count(),
                        answer);
                page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
                assertTrue(page.locator("#record").isVisible(), answer);
                assertEquals(
                        0,
                        page.locator("main input:visible, .record button:visible")
                                .count(),
                        answer);
            }
        }
    }
}
