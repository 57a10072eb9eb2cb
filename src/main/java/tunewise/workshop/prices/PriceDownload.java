package tunewise.workshop.prices;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tunewise.remote.Download;
import tunewise.remote.DownloadException;
import tunewise.service.ProgressListener;

/** Fetches price lists over HTTP. */
public final class PriceDownload {
    /** How long price lists are worth waiting for. */
    public static final Download.Patience USUAL = new Download.Patience(
            Duration.ofSeconds(10),
            Duration.ofMinutes(2),
            4,
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            PriceList.MOST_BYTES);

    private static final String RUNPOD_QUERY =
            """
            {"query": "query { gpuTypes { id displayName memoryInGb maxGpuCount securePrice communityPrice secureSpotPrice } }"}""";

    private final Download download;

    /**
     * @param pause waits; a test may be quicker
     */
    public PriceDownload(Download.Patience patience, Clock clock, Download.Pause pause) {
        this.download = new Download(patience, clock, pause);
    }

    /**
     * A price list.
     *
     * @param form RUNPOD is asked with its query; null where nobody said
     * @param token sent as a bearer's; null for none
     * @throws PriceListException when it cannot be had
     */
    public byte[] fetch(URI address, @Nullable PriceForm form, @Nullable String token, ProgressListener steps) {
        try {
            return download.fetch(request(address, form, token), steps);
        } catch (DownloadException e) {
            throw new PriceListException(e.getMessage() + ". Nothing was taken. " + hint(e.reason()), e);
        }
    }

    private static HttpRequest request(URI address, @Nullable PriceForm form, @Nullable String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).header("Accept", "application/json, text/csv;q=0.9, */*;q=0.5");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return form == PriceForm.RUNPOD && address.getPath().endsWith("/graphql")
                ? request.header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(RUNPOD_QUERY))
                        .build()
                : request.GET().build();
    }

    private static String hint(DownloadException.Reason reason) {
        return switch (reason) {
            case UNREACHED -> "Maybe the network is down, or try again later.";
            case BUSY -> "Maybe try again later.";
            case NOT_ALLOWED -> "Maybe it asks for a key; --token-env names the variable that holds it.";
            case NOT_THERE -> "Maybe the address is misspelt.";
            case TOO_LONG -> "Maybe it is not a price list.";
            case OTHER -> "Maybe you mean another address.";
        };
    }
}
