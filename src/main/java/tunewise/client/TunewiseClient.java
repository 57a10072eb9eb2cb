package tunewise.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.advice.EstimateAnswer;
import tunewise.advice.Recommendation;
import tunewise.audit.Replay;
import tunewise.audit.Review;
import tunewise.audit.RunReport;
import tunewise.audit.Verdict;
import tunewise.question.FieldFault;

/**
 * A running service, as a program sees it. Methods are called as the operations of {@code /openapi.json} are; each throws
 * {@link ProblemException} when the service refuses, and {@link UncheckedIOException} when it cannot be reached. May be
 * used by several threads.
 */
public final class TunewiseClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int NOT_FOUND = 404;

    private final URI service;
    private final Duration patience;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    /** A client that waits up to half a minute for an answer. */
    public TunewiseClient(URI service) {
        this(service, Duration.ofSeconds(30));
    }

    /**
     * @param service its address, as in {@code http://localhost:8080}
     * @param patience how long an answer is waited for
     */
    public TunewiseClient(URI service, Duration patience) {
        this.service = service;
        this.patience = patience;
    }

    /** A model of the catalog. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Model(
            String id,
            String name,
            long parameters,
            long activeParameters,
            int contextLength,
            String licence,
            String gated) {}

    /**
     * What came of one question of many.
     *
     * @param line of the question, from 1
     * @param recommendation null where there are faults
     */
    public record BatchResult(int line, @Nullable Recommendation recommendation, @Nullable List<FieldFault> faults) {}

    /** Asks, and has the answer recorded. */
    public Recommendation recommend(Ask ask) {
        return read(post("/api/recommendations", ask.json()), Recommendation.class);
    }

    /** Asks many questions; each answer is handed over as soon as it is recorded. */
    public void recommendMany(Stream<Ask> asks, Consumer<BatchResult> results) {
        String lines = asks.map(ask -> AnswerJson.MAPPER.writeValueAsString(ask.json()) + "\n")
                .collect(Collectors.joining());
        HttpRequest request = request("/api/recommendations/batch")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines))
                .build();
        HttpResponse<InputStream> answer = send(request, BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            if (answer.statusCode() >= 400) {
                throw problem(answer.statusCode(), body.readAllBytes());
            }
            BufferedReader told = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
            for (String line = told.readLine(); line != null; line = told.readLine()) {
                results.accept(AnswerJson.MAPPER.readValue(line, BatchResult.class));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A recommendation as it was answered; empty when it is not recorded there. */
    public Optional<Recommendation> recommendation(String id) {
        return found("/api/recommendations/" + part(id), Recommendation.class);
    }

    /** Estimates a configuration; nothing is recorded. */
    public EstimateAnswer estimate(Configuration configuration) {
        return read(post("/api/estimates", configuration.json()), EstimateAnswer.class);
    }

    /** Models whose names hold a text, the best match first. */
    public List<Model> models(String text, int limit) {
        JsonNode models = AnswerJson.MAPPER
                .readTree(get("/api/models?limit=" + limit + "&q=" + part(text)))
                .path("models");
        return models.values().stream()
                .map(model -> AnswerJson.MAPPER.treeToValue(model, Model.class))
                .toList();
    }

    /** A recommendation as it is to be run, in a format as {@code trl} or {@code bundle}. */
    public byte[] exportRecommendation(String id, String format) {
        return get("/api/recommendations/" + part(id) + "/export/" + part(format));
    }

    /** Makes a recommendation again by its own release or by the active one. */
    public Replay replay(String id, Replay.Against against) {
        return read(
                post("/api/recommendations/" + part(id) + "/replay?release=" + against.id(), Map.of()), Replay.class);
    }

    /** Records what somebody makes of a recommendation. */
    public Review review(String id, Verdict verdict, String comment, String name) {
        return read(
                post(
                        "/api/recommendations/" + part(id) + "/reviews",
                        Map.of("verdict", verdict.id(), "comment", comment, "name", name)),
                Review.class);
    }

    /** Records what a run of a recommendation came to. */
    public RunReport report(String id, RunReport.Ran ran, String note, String name) {
        Map<String, Object> report = new LinkedHashMap<>();
        AnswerJson.MAPPER.valueToTree(ran).properties().forEach(each -> report.put(each.getKey(), each.getValue()));
        report.put("note", note);
        report.put("name", name);
        return read(post("/api/recommendations/" + part(id) + "/reports", report), RunReport.class);
    }

    /** Whether the service can answer. */
    public boolean readiness() {
        return send(request("/readyz").GET().build(), BodyHandlers.discarding()).statusCode() == 200;
    }

    private byte[] get(String path) {
        return whole(send(request(path).GET().build(), BodyHandlers.ofByteArray()));
    }

    private byte[] post(String path, Object body) {
        return whole(send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(AnswerJson.MAPPER.writeValueAsBytes(body)))
                        .build(),
                BodyHandlers.ofByteArray()));
    }

    private <T> Optional<T> found(String path, Class<T> type) {
        HttpResponse<byte[]> answer = send(request(path).GET().build(), BodyHandlers.ofByteArray());
        return answer.statusCode() == NOT_FOUND ? Optional.empty() : Optional.of(read(whole(answer), type));
    }

    private static <T> T read(byte[] json, Class<T> type) {
        return AnswerJson.MAPPER.readValue(json, type);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.resolve(path)).timeout(patience).header("Accept", "application/json");
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }

    private static byte[] whole(HttpResponse<byte[]> answer) {
        if (answer.statusCode() >= 400) {
            throw problem(answer.statusCode(), answer.body());
        }
        return answer.body();
    }

    private static ProblemException problem(int status, byte[] body) {
        try {
            JsonNode problem = AnswerJson.MAPPER.readTree(body);
            return new ProblemException(
                    status,
                    problem.path("title").asString("The service answered " + status),
                    problem.path("detail").asString(""),
                    problem.path("errors").values().stream()
                            .map(error -> AnswerJson.MAPPER.treeToValue(error, FieldFault.class))
                            .toList());
        } catch (JacksonException e) {
            return new ProblemException(status, "The service answered " + status, "", List.of());
        }
    }

    private static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
