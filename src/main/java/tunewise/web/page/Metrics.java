package tunewise.web.page;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.service.AdviceService;
import tunewise.workshop.prices.LastPriceUpdate;
import tunewise.workshop.prices.PriceUpdate.Fate;

/** What the service measures of itself, as Prometheus reads it. No label takes its values from what people send. */
public final class Metrics implements AutoCloseable {
    static final String PATH = "/metrics";
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    public Metrics(AdviceService service) {
        List<MeterBinder> machine = List.of(
                new JvmMemoryMetrics(),
                collections,
                new JvmThreadMetrics(),
                new ProcessorMetrics(),
                new UptimeMetrics());
        machine.forEach(binder -> binder.bindTo(registry));
        Gauge.builder("tunewise.ledger.entries", service, Metrics::entries)
                .description("Entries of all chains; not a number while the ledger cannot be read.")
                .register(registry);
        Gauge.builder("tunewise.checkpoint.outside.failed", service, Metrics::undelivered)
                .description(
                        "1 if the newest checkpoint did not reach its place outside; not a number where none is named.")
                .register(registry);
        Gauge.builder("tunewise.checkpoint.outside.entry", service, Metrics::deliveredEntry)
                .description("The last entry that a checkpoint outside covers; not a number where no place is named.")
                .register(registry);
        Gauge.builder(
                        "tunewise.rules",
                        service,
                        each -> each.advisor().loaded().rulebook().rules().size())
                .description("Rules of the active release.")
                .register(registry);
        service.onAnswer((answer, cameFrom) -> Counter.builder("tunewise.recommendations")
                .description("Recommendations that were recorded and given.")
                .tag("outcome", answer.outcome().id())
                .tag("knowledge", answer.knowledge().id())
                .tag("came_from", cameFrom)
                .register(registry)
                .increment());
    }

    /** What became of the price lists the last time, read anew for each scrape. */
    public void tellPrices(LastPriceUpdate last) {
        for (Fate fate : Fate.values()) {
            Gauge.builder("tunewise.price.lists", last, each -> each.round()
                            .map(round -> (double) round.count(fate))
                            .orElse(0.0))
                    .description("Price lists of the last import, by what became of them.")
                    .tag("fate", fate.id())
                    .register(registry);
        }
        Gauge.builder("tunewise.price.update.failed", last, each -> each.round()
                        .map(round -> round.failed() == null ? 0.0 : 1.0)
                        .orElse(0.0))
                .description("1 where the last import looked at no list.")
                .register(registry);
        Gauge.builder("tunewise.price.update.timestamp.seconds", last, each -> each.round()
                        .map(round -> (double) round.at().getEpochSecond())
                        .orElse(Double.NaN))
                .description("When price lists were last imported; not a number before the first time.")
                .register(registry);
    }

    /** Requests that wait for their turn, and of these the ones that take long. */
    public void tellWaiting(Supplier<Number> all, Supplier<Number> takingLong) {
        Gauge.builder("tunewise.requests.waiting", all)
                .description("Requests that wait for their turn.")
                .tag("kind", "all")
                .register(registry);
        Gauge.builder("tunewise.requests.waiting", takingLong)
                .description("Requests that wait for their turn.")
                .tag("kind", "long")
                .register(registry);
    }

    public void register(JavalinConfig config) {
        config.requestLogger.http((ctx, millis) -> Timer.builder("tunewise.http.requests")
                .description("Requests, by route.")
                .tags(List.of(
                        Tag.of("method", ctx.method().name()),
                        Tag.of("route", route(ctx)),
                        Tag.of("status", Integer.toString(ctx.statusCode()))))
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry)
                .record(Duration.ofNanos((long) (millis * 1e6))));
        config.routes.get(PATH, ctx -> ctx.contentType(TYPE).result(registry.scrape(TYPE)));
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }

    /** The path as it was laid, as in {@code /api/rules/{id}}. */
    private static String route(Context ctx) {
        @Nullable Endpoint matched = ctx.endpoints().matchedHttpEndpoint();
        return matched == null ? "none" : matched.path;
    }

    private static double undelivered(AdviceService service) {
        return service.ledger()
                .proof()
                .delivery()
                .map(delivery -> delivery.failed() ? 1.0 : 0.0)
                .orElse(Double.NaN);
    }

    private static double deliveredEntry(AdviceService service) {
        return service.ledger()
                .proof()
                .delivery()
                .map(delivery -> (double) delivery.entry())
                .orElse(Double.NaN);
    }

    private static double entries(AdviceService service) {
        try {
            return service.ledger().count();
        } catch (LedgerUnavailableException e) {
            return Double.NaN;
        }
    }
}
