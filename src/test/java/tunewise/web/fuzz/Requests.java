package tunewise.web.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.web.RunningService;

/**
 * Requests of a seed, made from what the service says of itself: the description of its API and the forms of its pages.
 * The same seed and service give the same requests.
 */
final class Requests {
    /** Each takes seconds of work that is tested elsewhere, or changes files; they get nothing that could be taken. */
    private static final Pattern HEAVY = Pattern.compile(
            ".*/(?:publish|rollback|test|impact|mutate|mutants|mistakes|check|update|learning)|/api/releases|/api/ledger/verify");

    /** Pages and sums that take tens of milliseconds whatever they are sent; they get their share of requests, not more. */
    private static final Pattern COSTLY = Pattern.compile(
            "/(?:api/)?recommendations/answer-\\d+(?:/(?:reviews|reports|replay))?"
                    + "|/api/releases/[^/]+/bundle|/api/ledger/(?:learning|verify)|/what-if|/compare|/ledger|/metrics|/estimates|/recommendations");

    private static final List<String> PAGES = List.of(
            "/",
            "/estimates",
            "/recommendations",
            "/recommendations/answer-1",
            "/workshop",
            "/workshop/prices",
            "/workshop/drafts/ada",
            "/workshop/drafts/ada/files/rules/catalog/providers.csv",
            "/workshop/drafts/ada/files/rules/eligibility/memory.drl",
            "/compare?model=Llama+3.1+8B&tokens=2M&other=Qwen2.5+7B",
            "/ledger",
            "/rules");
    private static final List<String> IDS =
            List.of("answer-1", "answer-2", "publication-1", "ELI-010", "1", "ada", "trl", "shell", "bundle", "none");
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/x-www-form-urlencoded",
            "application/x-ndjson",
            "text/plain",
            "application/json; charset=utf-16",
            "multipart/form-data; boundary=x",
            "multipart/form-data",
            "/",
            "");

    private final Random random;
    private final Values values;
    private final List<Supplier<Request>> kinds = new ArrayList<>();

    /** One request; from the address on as it is sent. */
    @SuppressWarnings("ArrayRecordComponent")
    record Request(String method, String address, Map<String, String> headers, byte[] body) {
        @Override
        public String toString() {
            return method + " " + address + " " + headers + "\n" + new String(body, StandardCharsets.UTF_8);
        }
    }

    Requests(RunningService service, long seed) {
        random = new Random(seed);
        JsonNode description =
                AnswerJson.MAPPER.readTree(service.get("/openapi.json").body());
        values = new Values(random, description);
        description.get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(each -> kinds.add(
                        () -> called(each.getKey().toUpperCase(Locale.ROOT), path.getKey(), each.getValue()))));
        PAGES.forEach(page -> {
            kinds.add(() -> request("GET", page + (values.chance(30) ? query() : ""), "", ""));
            Jsoup.parse(service.get(page).body(), service.address("/"))
                    .select("form")
                    .forEach(form -> {
                        String action = form.attr("action").replaceAll("[?#].*", "");
                        if (!HEAVY.matcher(action).matches()) {
                            kinds.add(() -> filled(form, action.isEmpty() ? page.replaceAll("[?].*", "") : action));
                        }
                    });
        });
        kinds.add(() -> request("PUT", values.any(PAGES), "", ""));
        kinds.add(() -> request("POST", "/mcp", "application/json", message()));
        kinds.add(() -> request(
                values.any(List.of("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "FOO")),
                "/" + part() + "/" + part() + query(),
                values.any(TYPES),
                values.hostileText()));
    }

    Request next() {
        Request next = values.any(kinds).get();
        while (COSTLY.matcher(next.address().replaceAll("[?].*", "")).matches() && !values.chance(8)) {
            next = values.any(kinds).get();
        }
        return next;
    }

    /** A call of the API as it is described, more or less. */
    private Request called(String method, String path, JsonNode described) {
        String address = path;
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : described.path("parameters").valueStream().toList()) {
            String name = parameter.path("name").asString("");
            if (parameter.path("in").asString("").equals("path")) {
                address = address.replace("{" + name + "}", part());
            } else if (parameter.path("in").asString("").equals("query") && values.chance(25)) {
                query.add(name + "=" + (values.chance(50) ? encoded(values.hostileText()) : encoded(part())));
            }
        }
        address = address.replaceAll("\\{[a-z]+}", part().replace("\\", "").replace("$", ""));
        JsonNode content = described.at("/requestBody/content");
        if (content.isMissingNode()) {
            return request(method, address + (query.isEmpty() ? "" : "?" + String.join("&", query)), "", "");
        }
        String type = content.propertyNames().iterator().next();
        String body = values.json(content.get(type).get("schema"), values.any(List.of(2, 10, 40)));
        if (HEAVY.matcher(path).matches() && body.startsWith("{")) {
            body = "{\"nobody\":1" + (body.equals("{}") ? "" : ",") + body.substring(1);
        }
        if (type.contains("ndjson")) {
            body = body + "\n\n" + values.hostileText() + "\n";
        }
        return request(method, address, values.chance(90) ? type : values.any(TYPES), body);
    }

    /** A form of a page, filled in by somebody careless or worse. */
    private Request filled(Element form, String action) {
        List<String> pairs = new ArrayList<>();
        for (Element field : form.select("input[name], select[name], textarea[name], button[name]")) {
            if (values.chance(60)) {
                String value = values.chance(25)
                        ? values.hostileText()
                        : field.tagName().equals("select")
                                        && !field.select("option").isEmpty()
                                ? values.any(field.select("option")).attr("value")
                                : field.tagName().equals("textarea") ? field.wholeText() : field.attr("value");
                pairs.add(encoded(field.attr("name")) + "=" + (values.chance(2) ? value : encoded(value)));
            }
        }
        String sent = String.join("&", pairs);
        return form.attr("method").equalsIgnoreCase("post")
                ? request("POST", action, "application/x-www-form-urlencoded", sent)
                : request("GET", action + "?" + sent.replaceAll("[^\\x21-\\x7e]", "+"), "", "");
    }

    private String message() {
        String arguments = values.json(
                AnswerJson.MAPPER.readTree("{\"$ref\": \"#/components/schemas/Question\"}"),
                values.any(List.of(5, 40)));
        String tool =
                values.any(List.of("recommend_setup", "estimate_memory_and_speed", "explain", "find_models", "x"));
        String method = values.any(List.of("tools/call", "tools/call", "tools/list", "initialize", "ping", "x", ""));
        String id = values.any(List.of("1", "\"a\"", "null", "{}", "1.5", "[]"));
        return values.chance(15)
                ? arguments
                : "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":"
                        + (values.chance(15)
                                ? values.any(List.of("null", "true", "[]", "7", "{}"))
                                : "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}")
                        + "}";
    }

    private Request request(String method, String address, String type, String body) {
        Map<String, String> headers = new java.util.LinkedHashMap<>();
        if (!type.isEmpty()) {
            headers.put("Content-Type", type);
        }
        if (values.chance(5)) {
            headers.put(
                    values.any(List.of(
                            "From", "Origin", "Accept", "Accept-Encoding", "Range", "Cookie", "X-Forwarded-For")),
                    values.hostileText().replaceAll("[\\r\\n\\x00]", " "));
        }
        byte[] bytes = method.equals("GET") ? new byte[0] : values.damaged(body.getBytes(StandardCharsets.UTF_8));
        return new Request(method, address.replaceAll("[ \\r\\n]", "+"), headers, bytes);
    }

    private String query() {
        return "?" + encoded(values.any(List.of("model", "tokens", "id", "from", "text", "sort", "cursor", "limit")))
                + "=" + encoded(values.hostileText());
    }

    private String part() {
        return values.chance(70) ? values.any(IDS) : encoded(values.hostileText());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
