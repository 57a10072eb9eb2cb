package tunewise.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.util.JavalinBindException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tunewise.access.Access;
import tunewise.access.Rights;
import tunewise.advice.AnswerJson;
import tunewise.advice.LoadedRelease;
import tunewise.ledger.replay.Replayer;
import tunewise.rulebook.Rulebook;
import tunewise.service.AdviceService;
import tunewise.service.OutOfMemory;
import tunewise.web.WebSettings.Tls;
import tunewise.web.access.AccessGuard;
import tunewise.web.access.AccessPages;
import tunewise.web.access.Encryption;
import tunewise.web.access.SignInPages;
import tunewise.web.answer.ExportRoutes;
import tunewise.web.api.Api;
import tunewise.web.api.BatchApi;
import tunewise.web.api.LedgerApi;
import tunewise.web.api.McpRoute;
import tunewise.web.api.ReleasesApi;
import tunewise.web.ask.AskPages;
import tunewise.web.help.HelpPages;
import tunewise.web.ledger.LedgerPages;
import tunewise.web.page.Assets;
import tunewise.web.page.Bodies;
import tunewise.web.page.Metrics;
import tunewise.web.page.Problems;
import tunewise.web.page.Templates;
import tunewise.web.workshop.PricesPages;
import tunewise.web.workshop.WorkshopPages;
import tunewise.workshop.Jobs;
import tunewise.workshop.Verifications;
import tunewise.workshop.Workshop;
import tunewise.workshop.prices.LastPriceUpdate;

/** The service on its port: pages for people, an API for programs, the same AdviceService behind both. */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    /** Requests under way; most of them wait for the ledger's disk at any moment. */
    private static final int AT_ONCE = 64;

    /** Sums over the whole ledger, batches, lists that are read and the like. */
    private static final int LONG_AT_ONCE = 8;

    /** Sixteen are left for monitors and for the connections themselves. */
    private static final int MOST_THREADS = AT_ONCE + 16;

    private static final int FEWEST_THREADS = 4;

    /** What is sent in has this long, and longer only as more of it comes. */
    private static final long BODY_MILLIS = 20_000;

    private static final int LEAST_BYTES_A_SECOND = 64 << 10;

    /** Requests under way are answered before the service ends, as long as it takes no longer. */
    private static final long DRAIN_MILLIS = 15_000;

    private static final long IDLE_MILLIS = 50;

    private final Javalin javalin;
    private final Metrics metrics;
    private final WebSettings settings;
    private final WarmUp warmUp;

    private WebServer(Javalin javalin, Metrics metrics, WebSettings settings, WarmUp warmUp) {
        this.javalin = javalin;
        this.metrics = metrics;
        this.settings = settings;
        this.warmUp = warmUp;
    }

    /**
     * Starts the service; it answers when this returns.
     *
     * @throws UncheckedIOException when the port is taken
     */
    public static WebServer start(AdviceService service, WebSettings settings) {
        return start(service, Optional.empty(), settings);
    }

    /**
     * Starts the service with a place where analysts work.
     *
     * @throws UncheckedIOException when the port is taken
     */
    public static WebServer start(AdviceService service, Optional<Workshop> workshop, WebSettings settings) {
        Access access = new Access(
                service.ledger(),
                service.clock(),
                service::newId,
                Optional.ofNullable(settings.doors().providerSecret()));
        settings.requireAccess(access.configured());
        access.accounts()
                .unexplained()
                .forEach(name -> LOG.warn(
                        "no ledger entry records the roles of account {}; somebody may have set them outside "
                                + "this program",
                        name));
        Metrics metrics = new Metrics(service);
        Templates templates = new Templates(Assets.load());
        Javalin javalin =
                Javalin.create(config -> configure(config, service, workshop, access, metrics, settings, templates));
        Rights.requireRows(endpoints(javalin));
        try {
            return new WebServer(
                    javalin.start(settings.host(), settings.port()), metrics, settings, new WarmUp(service, templates));
        } catch (JavalinBindException e) {
            throw new UncheckedIOException((BindException) new BindException("port " + settings.port() + " on "
                            + settings.host()
                            + " is not free. Maybe another Tunewise is running, or another port is free.")
                    .initCause(e));
        }
    }

    /** Prepares for the first question, in the background. */
    public void warmUp() {
        warmUp.begin();
    }

    public int port() {
        return javalin.port();
    }

    /** The address of the first page. */
    public String address() {
        return (settings.doors().tls() == null ? "http://" : "https://") + settings.host() + ":" + port() + "/";
    }

    /** Methods and paths that are answered, as in {@code GET /api/rules/{id}}. */
    List<String> routes() {
        return endpoints(javalin).stream()
                .map(route -> route.replace('<', '{').replace('>', '}'))
                .toList();
    }

    /** Methods and paths as they were laid, as in {@code GET /api/models/<id>}. */
    public Set<String> endpoints() {
        return endpoints(javalin);
    }

    private static Set<String> endpoints(Javalin javalin) {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(parsed -> parsed.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public void close() {
        javalin.stop();
        metrics.close();
    }

    private static void configure(
            JavalinConfig config,
            AdviceService service,
            Optional<Workshop> workshop,
            Access access,
            Metrics metrics,
            WebSettings settings,
            Templates templates) {
        Assets assets = templates.assets();
        Problems problems = new Problems(templates);
        Replayer replayer =
                new Replayer(service.ledger(), service::ask, service.engine(), rules -> LoadedRelease.of(rules, null));
        Crowd crowd = new Crowd(settings.limits(), settings.doors().proxy(), AT_ONCE, LONG_AT_ONCE);
        metrics.tellWaiting(crowd::waiting, crowd::waitingForLong);
        RequestGuard doors = new RequestGuard(settings.allowedHosts());
        AccessGuard guard = new AccessGuard(
                access,
                settings.doors().accounts(),
                new Encryption(settings.doors().proxy()));

        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.jetty.threadPool = new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS);
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(new LastResort());
            server.setHandler(new GracefulHandler(crowd.before(new PatientBodies(BODY_MILLIS, LEAST_BYTES_A_SECOND))));
            server.setStopTimeout(DRAIN_MILLIS);
            server.addEventListener(new IdleEnd());
        });
        config.router.javaLangErrorHandler((response, error) -> {
            OutOfMemory.endIf(error);
            LOG.error("a request failed", error);
            response.setStatus(500);
            response.setContentType("application/problem+json");
            byte[] body =
                    AnswerJson.MAPPER.writeValueAsString(Problems.internal()).getBytes(StandardCharsets.UTF_8);
            try {
                response.getOutputStream().write(body);
            } catch (java.io.IOException e) {
                LOG.warn("nobody was left to tell", e);
            }
        });

        config.jetty.multipartConfig.maxFileSize(PricesPages.MOST_MIB, SizeUnit.MB);
        config.jetty.multipartConfig.maxTotalRequestSize(PricesPages.MOST_MIB, SizeUnit.MB);
        metrics.register(config);
        Tls tls = settings.doors().tls();
        if (tls != null) {
            config.jetty.addConnector((server, http) -> TlsConnector.of(server, http, settings, tls));
        }
        config.routes.before(doors::check);
        config.routes.before(Bodies::letters);
        config.routes.after(Bodies::writtenOut);
        config.routes.before(guard::identify);
        config.routes.beforeMatched(guard::authorize);
        problems.register(config.routes);
        config.routes.get("/assets/{name}", assets::serve);
        new SignInPages(guard, templates).register(config.routes);
        new AccessPages(guard, templates, service.clock()).register(config.routes);
        Jobs jobs = workshop.map(Workshop::jobs).orElseGet(Jobs::new);
        new Api(
                        service,
                        assets.openApi(),
                        new Verifications(service.ledger(), jobs),
                        () -> Rulebook.isWatched()
                                && workshop.map(Workshop::alive).orElse(true))
                .register(config.routes);
        new BatchApi(service).register(config.routes);
        new McpRoute(service).register(config.routes);
        new LedgerApi(service, replayer, access.acts(), jobs).register(config.routes);
        Optional<LastPriceUpdate> prices = workshop.map(place -> new LastPriceUpdate(place.data(), place.clock()));
        prices.ifPresent(metrics::tellPrices);
        new AskPages(
                        service,
                        templates,
                        rule -> workshop.map(place -> place.fixture(rule)).orElse(""),
                        () -> prices.flatMap(LastPriceUpdate::round))
                .register(config.routes);
        workshop.ifPresent(place -> {
            new ReleasesApi(place, problems, access).register(config.routes);
            new WorkshopPages(place, templates, access).register(config.routes);
            new PricesPages(place, templates, place.clock(), access).register(config.routes);
        });
        new LedgerPages(service, replayer, templates, access.acts(), jobs).register(config.routes);
        new ExportRoutes(service, templates).register(config.routes);
        new HelpPages(templates).register(config.routes);
    }

    /** Connections on which nothing is asked keep a server that stops waiting for a second, unless they are told otherwise. */
    private static final class IdleEnd implements LifeCycle.Listener {
        @Override
        public void lifeCycleStarted(LifeCycle started) {
            if (started instanceof Server server) {
                for (Connector connector : server.getConnectors()) {
                    if (connector instanceof AbstractConnector plain) {
                        plain.setShutdownIdleTimeout(IDLE_MILLIS);
                    }
                }
            }
        }
    }
}
