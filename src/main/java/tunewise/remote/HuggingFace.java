package tunewise.remote;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tunewise.question.ModelHub;
import tunewise.question.ModelHubException;
import tunewise.service.ProgressListener;

/**
 * Asks Hugging Face, or a mirror of it, for the config.json of a model. What was had is remembered; a hub
 * that cannot be reached is left alone for a minute, so that nobody waits for it twice.
 */
public final class HuggingFace implements ModelHub {
    /** Somebody waits for an answer meanwhile. */
    public static final Download.Patience USUAL = new Download.Patience(
            Duration.ofSeconds(4), Duration.ofSeconds(8), 2, Duration.ofMillis(300), Duration.ofSeconds(2), 8 << 20);

    /** As Python writes files, which knows Infinity and NaN. */
    private static final JsonMapper CONFIGS = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][\\w-]{0,95}/[A-Za-z0-9_][\\w.-]{0,95}");
    private static final Duration LEFT_ALONE = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 200;
    private static final String PASTE = " Maybe paste its config.json instead.";

    private final URI hub;
    private final @Nullable String token;
    private final Download download;
    private final Clock clock;
    private final Map<String, Map<String, Object>> remembered = new LinkedHashMap<>();
    private Instant leftAloneUntil = Instant.EPOCH;

    /**
     * @param hub address of the hub, without a slash at its end
     * @param token sent as a bearer's, for gated models; null for none
     */
    public HuggingFace(URI hub, @Nullable String token, Download download, Clock clock) {
        this.hub = hub;
        this.token = token;
        this.download = download;
        this.clock = clock;
    }

    @Override
    public Optional<Map<String, Object>> config(String id) {
        if (!mayKnow(id)) {
            return Optional.empty();
        }
        synchronized (remembered) {
            Map<String, Object> known = remembered.get(id);
            if (known != null) {
                return Optional.of(known);
            }
            if (clock.instant().isBefore(leftAloneUntil)) {
                throw new ModelHubException(hub.getHost() + " could not be reached a moment ago." + PASTE);
            }
        }
        Map<String, Object> config = fetched(id);
        synchronized (remembered) {
            remembered.put(id, config);
            remembered.keySet().stream()
                    .limit(Math.max(0, remembered.size() - MOST_REMEMBERED))
                    .toList()
                    .forEach(remembered::remove);
        }
        return Optional.of(config);
    }

    @Override
    public boolean mayKnow(String text) {
        return ID.matcher(text).matches() && !text.contains("..");
    }

    private Map<String, Object> fetched(String id) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hub + "/" + id + "/resolve/main/config.json"))
                .header("Accept", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            byte[] body = download.fetch(request.build(), ProgressListener.NONE);
            Map<String, Object> config =
                    new LinkedHashMap<>(CONFIGS.readValue(body, new TypeReference<Map<String, Object>>() {}));
            config.put("_name_or_path", id);
            return config;
        } catch (JacksonException e) {
            throw new ModelHubException(
                    "what " + hub.getHost() + " has as its config.json is not a JSON object." + PASTE);
        } catch (DownloadException e) {
            throw new ModelHubException(why(id, e));
        }
    }

    private String why(String id, DownloadException e) {
        return switch (e.reason()) {
            case NOT_THERE ->
                "there is no '" + id + "' with a config.json on " + hub.getHost()
                        + ". Maybe it is misspelt, or holds only an adapter or a GGUF file.";
            case NOT_ALLOWED ->
                hub.getHost() + " gives out '" + id + "' only to people with access, or there is no such model. "
                        + "Maybe it is misspelt, or you can paste its config.json.";
            case TOO_LONG -> "what " + hub.getHost() + " has as its config.json is longer than any." + PASTE;
            default -> {
                synchronized (remembered) {
                    leftAloneUntil = clock.instant().plus(LEFT_ALONE);
                }
                yield e.getMessage() + "." + PASTE;
            }
        };
    }
}
