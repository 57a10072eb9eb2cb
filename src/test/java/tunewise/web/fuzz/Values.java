package tunewise.web.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Values that fields are given: sound ones by what describes them, and ones that nobody should send. */
final class Values {
    private static final List<String> HOSTILE_JSON = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "-1",
            "0",
            "1e308",
            "1e999",
            "-0.0",
            "1e-400",
            "99999999999999999999",
            "NaN",
            "\"\"",
            "\" \"",
            "[[[[[[[[[[]]]]]]]]]]",
            "{\"a\":{\"a\":{\"a\":1}}}",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"a\\nb\"",
            "\"\\u001b[31m\"",
            "\"\\u202eabc\"",
            "\"' or 1=1 --\"",
            "\"../../etc/passwd\"",
            "\"%s%n%x\"",
            "\"<script>alert(1)</script>\"",
            "\"${jndi:ldap://x}\"",
            "\"李明\"",
            "[null]",
            "[1,\"a\",{}]",
            "\"2026-13-45\"",
            "\"-\"",
            "\"5.000\"",
            "\"12,5\"",
            "'",
            "\"\uD83D\uDE00\"");
    private static final List<String> HOSTILE_TEXTS = List.of(
            "",
            " ",
            "-1",
            "0",
            "1e308",
            "NaN",
            "12,50",
            "5.000",
            "10X",
            "\u0000",
            "\u001b[2J",
            "a\r\nSet-Cookie: x=1",
            "\u202eabc",
            "' or 1=1 --",
            "%",
            "%zz",
            "../../../etc/passwd",
            "..%2f..",
            "<script>",
            "李明",
            "\uD83D\uDE00",
            "\uD800",
            "2026-02-30",
            "9999-12-31",
            "-99999999-01-01",
            "T",
            "x".repeat(3_000),
            "{",
            "[]",
            "null",
            "true",
            "a,b,c",
            ";",
            "\\",
            "\"",
            "=1+1",
            "${x}",
            "{{7*7}}");
    private static final List<String> MODELS =
            List.of("Llama 3.1 8B", "Qwen2.5 7B", "gpt-oss 20b", "Llama 2 70B", "Mistral 13B", "bert");

    private final Random random;
    private final JsonNode schemas;

    Values(Random random, JsonNode description) {
        this.random = random;
        this.schemas = description.at("/components/schemas");
    }

    <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    String hostileText() {
        return chance(10) ? noise(random.nextInt(40)) : any(HOSTILE_TEXTS);
    }

    /** JSON by a schema; hostile in the given share of its parts. */
    String json(JsonNode schema, int hostile) {
        if (chance(hostile)) {
            return chance(3) ? "\"" + "y".repeat(30_000) + "\"" : any(HOSTILE_JSON);
        }
        JsonNode ref = schema.path("$ref");
        if (!ref.isMissingNode()) {
            String name = ref.asString().replaceAll(".*/", "");
            return name.equals("Model") && chance(70) ? "\"" + any(MODELS) + "\"" : json(schemas.path(name), hostile);
        }
        JsonNode choices = schema.has("oneOf") ? schema.get("oneOf") : schema.path("anyOf");
        if (choices.size() > 0) {
            return json(choices.get(random.nextInt(choices.size())), hostile);
        }
        if (schema.has("enum")) {
            return schema.get("enum")
                    .get(random.nextInt(schema.get("enum").size()))
                    .toString();
        }
        return switch (schema.path("type").asString("string")) {
            case "object" -> object(schema, hostile);
            case "array" ->
                Stream.generate(() -> json(schema.path("items"), hostile))
                        .limit(random.nextInt(3))
                        .collect(Collectors.joining(",", "[", "]"));
            case "integer" -> Long.toString(Math.max(1, random.nextLong() >>> (2 + random.nextInt(61))));
            case "number" -> Double.toString(Math.abs(random.nextGaussian() * 100));
            case "boolean" -> Boolean.toString(random.nextBoolean());
            default -> "\"" + any(MODELS) + "\"";
        };
    }

    private String object(JsonNode schema, int hostile) {
        Stream<String> fields = schema.path("properties").properties().stream()
                .filter(field -> required(schema, field.getKey()) || chance(20))
                .map(field -> "\"" + field.getKey() + "\":" + json(field.getValue(), hostile));
        Stream<String> odd = chance(hostile)
                ? Stream.of(
                        "\"" + any(List.of("x", "model", "__proto__", "", "a.b", "name")) + "\":" + any(HOSTILE_JSON))
                : Stream.of();
        return Stream.concat(fields, odd).collect(Collectors.joining(",", "{", "}"));
    }

    private boolean required(JsonNode schema, String field) {
        return schema.path("required").valueStream().anyMatch(each -> each.asString()
                        .equals(field))
                && !chance(5);
    }

    /** Something that happened to bytes on their way. */
    byte[] damaged(byte[] whole) {
        if (whole.length == 0 || chance(80)) {
            return whole;
        }
        byte[] damaged = whole.clone();
        switch (random.nextInt(4)) {
            case 0 -> damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            case 1 -> damaged = java.util.Arrays.copyOf(damaged, random.nextInt(damaged.length));
            case 2 -> damaged = noise(random.nextInt(200)).getBytes(StandardCharsets.UTF_16);
            default -> {
                byte[] twice = java.util.Arrays.copyOf(damaged, 2 * damaged.length);
                System.arraycopy(damaged, 0, twice, damaged.length, damaged.length);
                damaged = twice;
            }
        }
        return damaged;
    }

    private String noise(int letters) {
        StringBuilder noise = new StringBuilder();
        for (int i = 0; i < letters; i++) {
            noise.append((char) (chance(50) ? random.nextInt(128) : random.nextInt(0xFFFF)));
        }
        return noise.toString();
    }
}
