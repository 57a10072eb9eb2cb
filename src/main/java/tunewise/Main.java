package tunewise;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Advisor;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Catalog;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.csv.CatalogReader;
import tunewise.cli.Tunewise;
import tunewise.cli.terminal.Services;
import tunewise.cli.terminal.UnusableInputException;
import tunewise.cli.terminal.Version;
import tunewise.ledger.Ledger;
import tunewise.ledger.replay.Replayer;
import tunewise.ledger.store.LedgerUrl;
import tunewise.question.ModelHub;
import tunewise.remote.Download;
import tunewise.remote.HuggingFace;
import tunewise.rulebook.KeptBuilds;
import tunewise.service.AdviceService;
import tunewise.service.OutOfMemory;
import tunewise.text.PlainLocale;
import tunewise.web.WebServer;
import tunewise.web.WebSettings;
import tunewise.workshop.Drafts;
import tunewise.workshop.OpenedAhead;
import tunewise.workshop.Releases;
import tunewise.workshop.RulesValidator;
import tunewise.workshop.Sandbox;
import tunewise.workshop.SandboxTestRunner;
import tunewise.workshop.StartupRelease;
import tunewise.workshop.Workshop;
import tunewise.workshop.Workspace;
import tunewise.workshop.prices.PriceDownload;

/** Wires everything; the only place that builds services. */
public final class Main implements Services {
    private final Clock clock = Clock.systemUTC();
    private final Map<Path, KeptBuilds> builds = new ConcurrentHashMap<>();
    private volatile @Nullable OpenedAhead ahead;
    private final KeptBuilds packaged = KeptBuilds.packaged(Version.current());

    public Main() {}

    public static void main(String[] args) {
        OutOfMemory.endsTheProcess();
        PlainLocale.use();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(Tunewise.run(new Main(), out, err, args));
    }

    @Override
    public LoadedRelease loaded(RuleFiles rules, Path data) {
        return LoadedRelease.of(rules, null, Files.isWritable(data) ? builds(data) : packaged);
    }

    /** Rules that somebody sent are compiled in a process of their own before they are compiled here. */
    private static LoadedRelease tried(RuleFiles rules, KeptBuilds builds) {
        List<Fault> faults = LoadedRelease.faults(rules);
        if (faults.isEmpty() && !builds.has(rules)) {
            faults = Sandbox.USUAL.check(rules, builds);
        }
        if (!faults.isEmpty()) {
            throw new FaultsException(faults);
        }
        return LoadedRelease.of(rules, null, builds);
    }

    /** Compiled rules of a data folder, kept from one start to the next. */
    private KeptBuilds builds(Path data) {
        return builds.computeIfAbsent(
                data.resolve("compiled-rules"), folder -> new KeptBuilds(folder, Version.current()));
    }

    @Override
    public Catalog catalog(Path rules) {
        return CatalogReader.read(RuleFiles.load(rules));
    }

    /** Java only tells whether input and output both are a terminal, so the system's own test is asked about error. */
    @Override
    public boolean showsProgress() {
        try {
            return new ProcessBuilder("test", "-t", "2").inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public Ledger ledger(Path data, Optional<LedgerUrl> url) {
        return Ledger.open(data, url);
    }

    @Override
    public Releases releases(Ledger ledger) {
        return new Releases(ledger, clock, this::nextId);
    }

    @Override
    public Drafts drafts(Releases releases, Path data) {
        return new Drafts(data, releases, clock);
    }

    @Override
    public PriceDownload download() {
        return new PriceDownload(PriceDownload.USUAL, clock, time -> Thread.sleep(time.toMillis()));
    }

    @Override
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public LocalDate today() {
        return LocalDate.now(clock);
    }

    @Override
    public void openAhead(Path rules, Path data) {
        if (Ledger.exists(data)) {
            ahead = OpenedAhead.begin(() -> RuleFiles.load(rules), compiler(data));
        }
    }

    private Function<RuleFiles, LoadedRelease> compiler(Path data) {
        KeptBuilds builds = builds(data);
        return rules -> LoadedRelease.of(rules, null, builds);
    }

    @Override
    public AdviceService service(Supplier<Workspace> folder, Ledger ledger, Path data) {
        OpenedAhead opened = ahead;
        Function<RuleFiles, LoadedRelease> compiler = opened == null ? compiler(data) : opened::of;
        LoadedRelease loaded = new StartupRelease(releases(ledger), compiler, packaged::has).loaded(folder, author());
        return new AdviceService(new Advisor(loaded), ledger, clock, this::nextId, Version.current(), hub());
    }

    /** Hugging Face, or what the operator set in its place; {@code off} asks nobody. */
    @Override
    public ModelHub hub() {
        String set = System.getenv("TUNEWISE_HUB");
        if ("off".equals(set)) {
            return ModelHub.NONE;
        }
        String address = set == null || set.isBlank() ? "https://huggingface.co" : set.strip();
        if (!address.matches("https?://[^\\s/?#]+(/[^\\s?#]*[^\\s?#/])?")) {
            throw new UnusableInputException("TUNEWISE_HUB is '" + address
                    + "', which is not the address of a model hub. Maybe https://huggingface.co, "
                    + "without a slash at its end, or off.");
        }
        Download download = new Download(HuggingFace.USUAL, clock, time -> Thread.sleep(time.toMillis()));
        return new HuggingFace(URI.create(address), System.getenv("HF_TOKEN"), download, clock);
    }

    @Override
    public Workshop workshop(AdviceService service, Ledger ledger, Workshop.Settings settings) {
        KeptBuilds builds = builds(settings.data());
        RulesValidator validator = new RulesValidator(rules -> tried(rules, builds), new SandboxTestRunner(builds));
        return new Workshop(service, ledger, releases(ledger), validator, settings, clock);
    }

    @Override
    public Service serve(Workshop workshop, WebSettings settings) {
        WebServer server = WebServer.start(workshop.service(), Optional.of(workshop), settings);
        workshop.start();
        server.warmUp();
        return new Service() {
            @Override
            public String address() {
                return server.address();
            }

            @Override
            public void close() {
                server.close();
                workshop.close();
            }
        };
    }

    @Override
    public Replayer replayer(Ledger ledger) {
        return Replayer.of(ledger, Version.current(), rules -> LoadedRelease.of(rules, null, packaged));
    }

    @Override
    public String newId() {
        return nextId();
    }

    /** Ids sort by time (UUID version 7, RFC 9562). */
    private String nextId() {
        return Ids.UUIDS.generate().toString();
    }

    /** Made at the first entry, since most commands make none. */
    private static final class Ids {
        static final NoArgGenerator UUIDS = Generators.timeBasedEpochRandomGenerator();
    }
}
