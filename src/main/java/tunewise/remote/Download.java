package tunewise.remote;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tunewise.remote.DownloadException.Reason;
import tunewise.service.ProgressListener;

/** Fetches over HTTP: patient with servers that are busy, and never longer or more than was said. */
public final class Download {
    private static final int TOO_MANY = 429;

    private final Patience patience;
    private final Clock clock;
    private final Pause pause;
    private @Nullable HttpClient client;

    /**
     * @param pause waits; a test may be quicker
     */
    public Download(Patience patience, Clock clock, Pause pause) {
        this.patience = patience;
        this.clock = clock;
        this.pause = pause;
    }

    /** Made at the first request, since most questions need none. */
    private synchronized HttpClient client() {
        HttpClient known = client;
        if (known == null) {
            known = HttpClient.newBuilder()
                    .connectTimeout(patience.connect)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
            client = known;
        }
        return known;
    }

    /**
     * How long is waited.
     *
     * @param connect for a connection
     * @param whole for a whole answer, from the request to its last byte
     * @param tries how often is asked
     * @param firstPause between the first two tries; it doubles from try to try
     * @param longestPause that is waited when a server says how long; longer ones are not
     * @param mostBytes of an answer
     */
    public record Patience(
            Duration connect, Duration whole, int tries, Duration firstPause, Duration longestPause, int mostBytes) {}

    /** Waits. */
    @FunctionalInterface
    public interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    /**
     * The body of an answer.
     *
     * @throws DownloadException when it cannot be had
     */
    public byte[] fetch(HttpRequest request, ProgressListener steps) {
        Duration wait = patience.firstPause;
        for (int attempt = 1; ; attempt++) {
            Outcome outcome = tryOnce(request, steps);
            if (outcome.fine != null) {
                return outcome.fine.body();
            }
            if (!outcome.again || attempt == patience.tries) {
                throw refused(request, outcome, attempt);
            }
            Duration asked = outcome.pause == null ? wait : outcome.pause;
            if (asked.compareTo(patience.longestPause) > 0) {
                throw refused(
                        request, outcome.saying(", and asks to wait for " + asked.toSeconds() + " seconds"), attempt);
            }
            sleep(asked);
            wait = wait.multipliedBy(2);
        }
    }

    /** What came of one try: an answer, or what was wrong and whether another try may help. */
    private record Outcome(
            @Nullable HttpResponse<byte[]> fine, Reason reason, String wrong, boolean again, @Nullable Duration pause) {
        Outcome saying(String more) {
            return new Outcome(fine, reason, wrong + more, again, pause);
        }
    }

    private Outcome tryOnce(HttpRequest request, ProgressListener steps) {
        long begin = System.nanoTime();
        HttpRequest next = request;
        for (int hops = 0; ; hops++) {
            CompletableFuture<HttpResponse<byte[]>> answer = client().sendAsync(next, about -> body(about, steps));
            Duration left = patience.whole.minusNanos(System.nanoTime() - begin);
            try {
                HttpResponse<byte[]> response = answer.get(left.toMillis(), TimeUnit.MILLISECONDS);
                Optional<HttpRequest> further = Redirect.next(
                        next, response.statusCode(), response.headers().firstValue("Location"));
                if (further.isEmpty() || hops == Redirect.MOST) {
                    return outcome(response);
                }
                next = further.get();
            } catch (TimeoutException e) {
                answer.cancel(true);
                return failed("took longer than " + patience.whole.toSeconds() + " seconds", true);
            } catch (ExecutionException e) {
                return failed(e.getCause());
            } catch (InterruptedException e) {
                answer.cancel(true);
                Thread.currentThread().interrupt();
                return failed("was interrupted", false);
            }
        }
    }

    private Outcome outcome(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status == 200) {
            return new Outcome(answer, Reason.OTHER, "", false, null);
        }
        boolean again = status == TOO_MANY || status >= 500;
        Reason reason =
                switch (status) {
                    case 401, 403 -> Reason.NOT_ALLOWED;
                    case 404, 410 -> Reason.NOT_THERE;
                    default -> again ? Reason.BUSY : Reason.OTHER;
                };
        return new Outcome(
                null,
                reason,
                "answered " + status,
                again,
                again ? retryAfter(answer).orElse(null) : null);
    }

    private Outcome failed(@Nullable Throwable cause) {
        if (cause instanceof TooLong) {
            return new Outcome(
                    null, Reason.TOO_LONG, "sends more than " + (patience.mostBytes >> 20) + " MiB", false, null);
        }
        String what = cause == null
                        || cause.getMessage() == null
                        || cause.getMessage().isBlank()
                ? "could not be reached"
                : "could not be read to its end: " + cause.getMessage();
        return failed(what, cause instanceof IOException);
    }

    private static Outcome failed(String wrong, boolean again) {
        return new Outcome(null, Reason.UNREACHED, wrong, again, null);
    }

    private static DownloadException refused(HttpRequest request, Outcome outcome, int tries) {
        return new DownloadException(
                request.uri() + " " + outcome.wrong + (tries > 1 ? ", after " + tries + " tries" : ""), outcome.reason);
    }

    /** Seconds, or a date (RFC 9110). */
    private Optional<Duration> retryAfter(HttpResponse<?> answer) {
        return answer.headers().firstValue("Retry-After").flatMap(text -> {
            if (text.matches("\\d{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
            try {
                Duration until = Duration.between(
                        clock.instant(),
                        ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant());
                return Optional.of(until.isNegative() ? Duration.ZERO : until);
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    private void sleep(Duration time) {
        try {
            pause.of(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DownloadException("the download was interrupted", Reason.UNREACHED);
        }
    }

    private HttpResponse.BodySubscriber<byte[]> body(HttpResponse.ResponseInfo about, ProgressListener steps) {
        long length = about.headers().firstValueAsLong("Content-Length").orElse(0);
        return new Counting(HttpResponse.BodySubscribers.ofByteArray(), patience.mostBytes, length, steps);
    }

    /** An answer is longer than is wanted. */
    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Counts what arrives, and stops an answer that is too long. */
    private static final class Counting implements HttpResponse.BodySubscriber<byte[]> {
        private final HttpResponse.BodySubscriber<byte[]> rest;
        private final long most;
        private final long expected;
        private final ProgressListener steps;
        private Flow.@Nullable Subscription subscription;
        private long count;

        Counting(HttpResponse.BodySubscriber<byte[]> rest, long most, long expected, ProgressListener steps) {
            this.rest = rest;
            this.most = most;
            this.expected = expected;
            this.steps = steps;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return rest.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            rest.onSubscribe(given);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            count += parts.stream().mapToLong(ByteBuffer::remaining).sum();
            if (count > most) {
                if (subscription != null) {
                    subscription.cancel();
                }
                rest.onError(new TooLong());
                return;
            }
            if (expected > 0) {
                steps.at((int) Math.min(count, expected), (int) Math.min(expected, Integer.MAX_VALUE));
            }
            rest.onNext(parts);
        }

        @Override
        public void onError(Throwable failure) {
            rest.onError(failure);
        }

        @Override
        public void onComplete() {
            rest.onComplete();
        }
    }
}
