package tunewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tunewise.advice.Advisor;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Catalog;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.csv.CatalogReader;
import tunewise.cli.terminal.Services;
import tunewise.fixtures.CompiledRules;
import tunewise.fixtures.FrozenFolder;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.Ledger;
import tunewise.ledger.replay.Replayer;
import tunewise.ledger.store.LedgerUrl;
import tunewise.question.ModelHub;
import tunewise.service.AdviceService;
import tunewise.web.WebSettings;
import tunewise.workshop.Drafts;
import tunewise.workshop.Releases;
import tunewise.workshop.StartupRelease;
import tunewise.workshop.Workshop;
import tunewise.workshop.Workspace;
import tunewise.workshop.prices.PriceDownload;

/** Types command lines over real rules and a real ledger, under a clock that stands. */
final class Terminal implements Services {
    static final Path RULES = FrozenFolder.rules();
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final AtomicInteger ids = new AtomicInteger();
    private final boolean showsProgress;

    static {
        System.setProperty("tunewise.rules", RULES.toString());
    }

    Terminal() {
        this(false);
    }

    Terminal(boolean showsProgress) {
        this.showsProgress = showsProgress;
    }

    /** What a command printed, and its exit code. */
    record Printed(int code, String out, String err) {
        /** Nothing on standard error, and the exit code of success. */
        String fine() {
            assertEquals("", err);
            assertEquals(0, code);
            return out;
        }
    }

    Printed type(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] args = Stream.of(words).map(Object::toString).toArray(String[]::new);
        int code = Tunewise.run(this, new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Printed(code, out.toString(), err.toString());
    }

    /** A copy of the rules in which one file reads differently. */
    static Path rulesWith(Path folder, String file, String text, String instead) {
        try (Stream<Path> files = Files.walk(RULES)) {
            for (Path from : files.toList()) {
                Path to = folder.resolve(RULES.relativize(from).toString());
                if (Files.isDirectory(from)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(from, to);
                }
            }
            Path changed = folder.resolve(file);
            String before = Files.readString(changed);
            assertEquals(2, before.split(Pattern.quote(text), -1).length, text);
            Files.writeString(changed, before.replace(text, instead));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public LoadedRelease loaded(RuleFiles rules, Path data) {
        return rules.equals(ShippedRules.FILES) ? ShippedRules.loaded() : CompiledRules.of(rules);
    }

    @Override
    public Catalog catalog(Path rules) {
        return rules.equals(RULES) ? ShippedRules.loaded().catalog() : CatalogReader.read(RuleFiles.load(rules));
    }

    @Override
    public boolean showsProgress() {
        return showsProgress;
    }

    @Override
    public Ledger ledger(Path data, Optional<LedgerUrl> url) {
        return Ledger.open(data, url);
    }

    @Override
    public Releases releases(Ledger ledger) {
        return new Releases(ledger, Clock.fixed(NOW, ZoneOffset.UTC), () -> "id-" + ids.incrementAndGet());
    }

    @Override
    public Drafts drafts(Releases releases, Path data) {
        return new Drafts(data, releases, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Override
    public ModelHub hub() {
        return ModelHub.NONE;
    }

    @Override
    public PriceDownload download() {
        return new PriceDownload(PriceDownload.USUAL, Clock.fixed(NOW, ZoneOffset.UTC), time -> {});
    }

    @Override
    public Instant now() {
        return NOW;
    }

    @Override
    public LocalDate today() {
        return LocalDate.ofInstant(NOW, ZoneOffset.UTC);
    }

    @Override
    public AdviceService service(Supplier<Workspace> folder, Ledger ledger, Path data) {
        LoadedRelease loaded = new StartupRelease(
                        new Releases(ledger, Clock.fixed(NOW, ZoneOffset.UTC), () -> "publication"),
                        rules -> loaded(rules, data))
                .loaded(folder, author());
        return new AdviceService(
                new Advisor(loaded),
                ledger,
                Clock.fixed(NOW, ZoneOffset.UTC),
                () -> "answer-" + ids.incrementAndGet(),
                "test");
    }

    @Override
    public Replayer replayer(Ledger ledger) {
        return Replayer.of(ledger, "test", rules -> loaded(rules, Path.of("data")));
    }

    @Override
    public String newId() {
        return "entry-" + ids.incrementAndGet();
    }

    @Override
    public String author() {
        return "Ada";
    }

    @Override
    public Workshop workshop(AdviceService service, Ledger ledger, Workshop.Settings settings) {
        throw new UnsupportedOperationException("nothing is served here");
    }

    @Override
    public Service serve(Workshop workshop, WebSettings settings) {
        throw new UnsupportedOperationException("nothing is served here");
    }
}
