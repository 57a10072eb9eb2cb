package tunewise.web.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tunewise.web.RunningService;

/** The forms of the workshop as a browser without scripts sends them. */
final class Forms {
    private final RunningService service;

    Forms(RunningService service) {
        this.service = service;
    }

    /** Begins a draft of this name and says where it is. */
    String begin(String author) {
        return post("/workshop/drafts", Map.of("author", author))
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    /** Starts work by a form and waits for what came of it. */
    Document run(String path, Map<String, String> form) {
        return ended(post(path, form).headers().firstValue("Location").orElseThrow());
    }

    /** The page of work once it is done. */
    Document ended(String job) {
        Document page = service.page(job);
        for (int i = 0; i < 600 && !page.select("progress").isEmpty(); i++) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            page = service.page(job);
        }
        return page;
    }

    /** Sends a form that has to be taken. */
    void send(String path, Map<String, String> form) {
        HttpResponse<String> sent = post(path, form);
        assertEquals(303, sent.statusCode(), sent.body());
    }

    HttpResponse<String> post(String path, Map<String, String> form) {
        return service.post(
                path,
                "application/x-www-form-urlencoded",
                form.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }

    /** The form that has a field, filled in as it stands on the page. */
    static Map<String, String> formOf(Document page, String field) {
        Element form = page.selectFirst("form:has([name=" + field + "])");
        assertNotNull(form, page.text());
        Map<String, String> values = new LinkedHashMap<>();
        for (Element each : form.select("input, textarea")) {
            values.put(each.attr("name"), each.normalName().equals("textarea") ? plain(each) : each.attr("value"));
        }
        return values;
    }

    /** What stands in a field for text. */
    static String textOf(Document page, String field) {
        Element area = page.selectFirst("textarea[name=" + field + "]");
        assertNotNull(area);
        return plain(area);
    }

    private static String plain(Element area) {
        return area.wholeText();
    }
}
