package tunewise.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import tunewise.advice.AnswerJson;
import tunewise.web.page.Problem;

/** Answers requests so malformed that they never reach a route. */
final class LastResort extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        Problem problem = Problem.of(status, HttpStatus.getMessage(status), words(status));
        RequestGuard.HEADERS.forEach(response.getHeaders()::put);
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "10");
        }
        if (status == HttpStatus.TOO_MANY_REQUESTS_429) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        byte[] body = AnswerJson.MAPPER.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    private static String words(int status) {
        return switch (status) {
            case HttpStatus.REQUEST_TIMEOUT_408 ->
                "Your request took too long to arrive, and we did nothing with it. Maybe the connection is slow.";
            case HttpStatus.TOO_MANY_REQUESTS_429 ->
                "You sent more requests a second than one client may, so we did nothing with this one. Maybe"
                        + " wait a second, or send questions in a batch.";
            case HttpStatus.SERVICE_UNAVAILABLE_503 ->
                "The service is busy or stopping, and did nothing. Maybe try again in a moment.";
            default ->
                "We could not read the request. Maybe its address or a header holds characters that do not belong"
                        + " there, or what was sent broke off.";
        };
    }
}
