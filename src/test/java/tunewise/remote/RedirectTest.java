package tunewise.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token is shown to the server it was meant for and to no other. */
class RedirectTest {
    private static final HttpRequest ASKED = HttpRequest.newBuilder(URI.create("https://hub.example/a/b"))
            .header("Authorization", "Bearer secret")
            .header("Accept", "application/json")
            .build();

    @ParameterizedTest
    @CsvSource({
        "/cache/b, https://hub.example/cache/b, true",
        "c, https://hub.example/a/c, true",
        "https://hub.example/c, https://hub.example/c, true",
        "https://cdn.example/c, https://cdn.example/c, false",
        "https://hub.example:8443/c, https://hub.example:8443/c, false",
    })
    void aTokenStaysWithItsServer(String location, String to, boolean token) {
        HttpRequest next = next(ASKED, 307, location).orElseThrow();
        assertEquals(URI.create(to), next.uri());
        assertEquals(token, next.headers().firstValue("Authorization").isPresent());
        assertTrue(next.headers().firstValue("Accept").isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://hub.example/c", "file:///etc/passwd", "mailto:ada", "https://", "a b"})
    void nobodyIsLedAstray(String location) {
        assertEquals(Optional.empty(), next(ASKED, 302, location));
    }

    @Test
    void whatIsNoRedirectLeadsNowhere() {
        assertEquals(Optional.empty(), next(ASKED, 201, "/c"));
        assertEquals(Optional.empty(), Redirect.next(ASKED, 302, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"302, GET", "303, GET", "307, POST", "308, POST"})
    void aQuestionIsPutAgainOnlyWhereThatIsAskedFor(int status, String method) {
        HttpRequest posted = HttpRequest.newBuilder(URI.create("https://hub.example/a"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertEquals(method, next(posted, status, "/b").orElseThrow().method());
    }

    private static Optional<HttpRequest> next(HttpRequest asked, int status, String location) {
        return Redirect.next(asked, status, Optional.of(location));
    }
}
