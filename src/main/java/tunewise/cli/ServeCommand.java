package tunewise.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tunewise.access.Access;
import tunewise.access.Role;
import tunewise.advice.LoadedRelease;
import tunewise.cli.access.AccessCommands;
import tunewise.cli.terminal.AnalystFolders;
import tunewise.cli.terminal.FolderLock;
import tunewise.cli.terminal.Operator;
import tunewise.cli.terminal.Services;
import tunewise.ledger.Ledger;
import tunewise.ledger.OutsideCheckpoints;
import tunewise.ledger.OutsideCheckpoints.Place;
import tunewise.ledger.Retention;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.remote.CheckpointPlace;
import tunewise.service.AdviceService;
import tunewise.web.WebSettings;
import tunewise.web.WebSettings.Doors;
import tunewise.web.WebSettings.Limits;
import tunewise.web.WebSettings.Tls;
import tunewise.workshop.Publisher;
import tunewise.workshop.Releases;
import tunewise.workshop.RuleTestRunner;
import tunewise.workshop.RulesValidator;
import tunewise.workshop.Workshop;
import tunewise.workshop.prices.LastPriceUpdate;
import tunewise.workshop.prices.PriceUpdate;
import tunewise.workshop.prices.RegularPrices;

@Command(mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    private final Services services;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private AnalystFolders folders = new AnalystFolders();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "default: 8080; 0 takes a free one")
    private int port = 8080;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "address to listen on (default: 127.0.0.1, this machine only)")
    private String host = "127.0.0.1";

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            split = ",",
            description = "host names of the service; needed if others can reach it")
    private Set<String> allowedHosts = Set.of();

    @Option(
            names = "--accounts",
            description = "everybody signs in; prints a link for the first administrator while there is no account")
    private boolean accounts;

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description = "certificate chain in PEM; encrypts all traffic")
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "its private key, in PEM (PKCS 8, without a password)")
    private @Nullable Path key;

    @Option(
            names = "--behind-proxy",
            paramLabel = "ADDRESS",
            description = "address of a proxy that encrypts; we trust its X-Forwarded-Proto and nobody else's")
    private String proxy = "";

    @Option(
            names = "--publish-changes",
            description = "publishes the rules folder whenever it changes, if it passes check and test")
    private boolean publishChanges;

    @Option(
            names = "--keep-bodies",
            paramLabel = "DAYS",
            description = "erases the content of older answers, once a day; chain and proof stay (default: never)")
    private @Nullable Integer keepBodies;

    @Option(
            names = "--prices-every",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "imports the configured price lists at the start and at this interval, as in 24h")
    private @Nullable Duration pricesEvery;

    @Option(
            names = "--price-lists",
            paramLabel = "FILE",
            description = "which lists, as for 'prices update' (default: price-lists.csv of the data)")
    private @Nullable Path priceLists;

    @Option(
            names = "--checkpoint-to",
            paramLabel = "PLACE",
            description = "sends signed checkpoints there every ten minutes: a file, command:… or https://…")
    private @Nullable String checkpointTo;

    @Option(
            names = "--most-requests",
            paramLabel = "N",
            description =
                    "requests a second of one client, 0 for any number (default: 100, and any number on this machine)")
    private @Nullable Integer mostRequests;

    @Option(
            names = "--most-waiting",
            paramLabel = "N",
            description = "requests that may wait for their turn; we turn away the rest (default: 1000)")
    private int mostWaiting = Limits.USUAL.waiting();

    ServeCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        WebSettings settings = settings();
        if (keepBodies != null && keepBodies < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--keep-bodies " + keepBodies + " keeps nothing. Maybe 400, which is a year and some weeks.");
        }
        Optional<Place> place = Optional.ofNullable(checkpointTo).map(this::place);
        services.openAhead(folders.rules, folders.data.folder);
        Ledger ledger = folders.data.open(services);
        ledger.proof().damage().ifPresent(words -> {
            ledger.close();
            throw new LedgerUnavailableException(words);
        });
        if (!FolderLock.take(folders.data.folder)) {
            spec.commandLine()
                    .getErr()
                    .println("Another service runs on the data folder " + folders.data.folder
                            + ". Both answer and record there. Maybe you forgot to stop one.");
        }
        ledger.hold();
        AdviceService service = services.service(folders::load, ledger, folders.data.folder);
        LoadedRelease loaded = service.advisor().loaded();
        Workshop workshop = services.workshop(
                service,
                ledger,
                new Workshop.Settings(
                        folders.rules, folders.fixtures(), folders.data.folder, publishChanges, services.author()));
        Services.Service running = services.serve(workshop, settings);
        inviteFirst(ledger, running.address());
        Optional<Retention> retention = Optional.ofNullable(keepBodies)
                .map(days -> new Retention(ledger, days, services::newId, Clock.systemUTC()).begin());
        Optional<RegularPrices> prices = Optional.ofNullable(pricesEvery)
                .map(pause -> new RegularPrices(update(ledger), lists(), Clock.systemUTC()).every(pause));
        Optional<OutsideCheckpoints> outside = place.map(
                each -> new OutsideCheckpoints(ledger, each, Clock.systemUTC()).every(Duration.ofMinutes(10)));
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            running.close();
                            prices.ifPresent(RegularPrices::close);
                            retention.ifPresent(Retention::close);
                            outside.ifPresent(OutsideCheckpoints::close);
                            ledger.close();
                            stopped.countDown();
                        },
                        "stop"));
        out.println("Tunewise answers at " + running.address() + " by "
                + loaded.rulebook().rules().size() + " rules of release " + loaded.release() + ".");
        out.println("Stop it with Ctrl+C.");
        out.flush();
        stopped.await();
        return 0;
    }

    private Place place(String typed) {
        try {
            return CheckpointPlace.of(typed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private void inviteFirst(Ledger ledger, String address) {
        Access access = services.access(ledger);
        if (accounts && access.accounts().all().isEmpty()) {
            String secret = access.accounts().inviteFirst(Operator.of(services, ledger, Set.of(Role.ADMINISTER)));
            spec.commandLine()
                    .getOut()
                    .println("The first administrator sets a password once, within three days, at "
                            + AccessCommands.link(address, secret));
        }
    }

    private PriceUpdate update(Ledger ledger) {
        Releases releases = services.releases(ledger);
        return new PriceUpdate(
                releases,
                new Publisher(releases, new RulesValidator(folders.data.compiler(services), RuleTestRunner.HERE)),
                services.drafts(releases, folders.data.folder),
                services.download(),
                new LastPriceUpdate(folders.data.folder, Clock.systemUTC()),
                System::getenv);
    }

    private Path lists() {
        return priceLists == null ? folders.data.folder.resolve("price-lists.csv") : priceLists;
    }

    /** Hours, minutes or days, as in 24h, 90m or 7d. */
    static final class TimeConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String typed) {
            if (!typed.matches("[1-9]\\d{0,3}[mhd]")) {
                throw new TypeConversionException(
                        "'" + typed + "' is not a length of time. Maybe you mean 24h, " + "90m or 7d.");
            }
            long number = Long.parseLong(typed.substring(0, typed.length() - 1));
            return switch (typed.charAt(typed.length() - 1)) {
                case 'm' -> Duration.ofMinutes(number);
                case 'h' -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }
    }

    private WebSettings settings() {
        try {
            return new WebSettings(
                    host,
                    port,
                    allowedHosts,
                    new Doors(accounts, proxy.strip(), tls(), System.getenv("TUNEWISE_OIDC_SECRET")),
                    mostRequests == null
                            ? new Limits(Limits.USUAL.perSecond(), Limits.USUAL.here(), mostWaiting)
                            : new Limits(mostRequests, true, mostWaiting));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private @Nullable Tls tls() {
        if ((certificate == null) != (key == null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--tls-certificate and --tls-key belong together, but one is missing. Maybe both are in one "
                            + "folder.");
        }
        return certificate == null || key == null ? null : new Tls(certificate, key);
    }
}
