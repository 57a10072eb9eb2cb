package tunewise.web.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tunewise.web.RunningService;

/** Whoever works on rules, whatever their name: a draft is begun, found, shown and thrown away. */
class DraftNamesTest {
    @TempDir
    static Path folder;

    private static RunningService service;

    @BeforeAll
    static void open() {
        service = new RunningService(folder);
    }

    @AfterAll
    static void close() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada",
                "李明",
                "Ñandú Müller-Lüdenscheidt",
                "Пётр Ильич",
                "हिन्दी",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbb",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\uD835\uDC00b",
                "李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李",
                "../../Ada \uD800"
            })
    void aDraftOfAnyNameIsFoundAgainAndRemoved(String author) {
        HttpResponse<String> begun = post("/workshop/drafts", "author=" + encoded(author));
        assertEquals(303, begun.statusCode(), begun.body());
        String draft = RunningService.location(begun);

        assertEquals(200, service.get(draft).statusCode(), draft);
        assertTrue(service.get("/workshop").body().contains("/workshop/drafts/"), draft);
        assertEquals(1, service.workshop().drafts().all().size());
        assertEquals(303, post(draft + "/remove", "").statusCode());
        assertEquals(0, service.workshop().drafts().all().size());
    }

    @Test
    void aDraftThatCannotBeWrittenIsTheDisksFault() throws IOException {
        Path drafts = folder.resolve("drafts");
        if (Files.exists(drafts)) {
            Files.delete(drafts);
        }
        Files.writeString(drafts, "in the way");
        try {
            HttpResponse<String> begun = post("/workshop/drafts", "author=Ada");
            assertEquals(503, begun.statusCode());
            assertTrue(begun.body().contains("Maybe the disk is full."), begun.body());
        } finally {
            Files.delete(drafts);
        }
    }

    private static HttpResponse<String> post(String path, String form) {
        return service.post(path, "application/x-www-form-urlencoded", form);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
