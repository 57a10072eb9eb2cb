package tunewise.cli.rules;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tunewise.advice.AnswerJson;
import tunewise.catalog.Catalog;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.csv.CatalogReader;
import tunewise.cli.terminal.ExitCode;
import tunewise.cli.terminal.Folders;
import tunewise.cli.terminal.Progress;
import tunewise.cli.terminal.Services;
import tunewise.cli.terminal.UnusableInputException;
import tunewise.ledger.Ledger;
import tunewise.text.SpellingSuggestion;
import tunewise.workshop.Drafts;
import tunewise.workshop.Drafts.Draft;
import tunewise.workshop.prices.OfferRows;
import tunewise.workshop.prices.PriceForm;
import tunewise.workshop.prices.PriceList;
import tunewise.workshop.prices.PricePreview;
import tunewise.workshop.prices.PricePreview.Wishes;

@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Reads a price list, shows what it changes, and keeps that in a draft if you name one."
                + " It publishes nothing.")
final class PricesImportCommand implements Callable<Integer> {
    private final Services services;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE|URL", description = "the price list; - reads standard input")
    private String from = "";

    @Option(
            names = "--source",
            paramLabel = "FORM",
            converter = FormConverter.class,
            description = "skypilot, gpuhunt, lambda, runpod, vast, gpufindr, primeintellect, pages, offers or csv"
                    + " (default: we detect it)")
    private @Nullable PriceForm form;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description = "the provider, if the list names none (default: the name of the file)")
    private @Nullable String provider;

    @Option(names = "--day", paramLabel = "DAY", description = "the day of the list (default: today)")
    private @Nullable LocalDate day;

    @Option(names = "--region", paramLabel = "TEXT", description = "only regions with this in their name")
    private @Nullable String region;

    @Option(names = "--machine", paramLabel = "TEXT", description = "only machines with this in their name")
    private @Nullable String machine;

    @Option(names = "--add-providers", description = "add providers that the catalog lacks")
    private boolean addProviders;

    @Option(names = "--end-gone", description = "end offers that are gone from the list")
    private boolean endGone;

    @Option(names = "--draft", paramLabel = "NAME", description = "keep the changes in this draft of the workshop")
    private @Nullable String draft;

    @Option(names = "--author", paramLabel = "NAME", description = "whose draft it is (default: who is logged in)")
    private @Nullable String author;

    @Option(names = "--dry-run", description = "keep nothing, even with --draft")
    private boolean dryRun;

    @Option(
            names = "--token-env",
            paramLabel = "VARIABLE",
            description = "the environment variable that holds the key the address asks for")
    private @Nullable String tokenVariable;

    @Option(names = "--all", description = "list every row that is left out (default: the first of each kind)")
    private boolean all;

    @Option(names = "--json", description = "for programs, with every row that is left out")
    private boolean json;

    @Mixin
    private Folders folders = new Folders();

    PricesImportCommand(Services services) {
        this.services = services;
    }

    /** Reads what is typed on the command line. */
    static final class FormConverter implements ITypeConverter<PriceForm> {
        @Override
        public PriceForm convert(String typed) {
            return Stream.of(PriceForm.values())
                    .filter(each -> each.id().equals(typed))
                    .findFirst()
                    .orElseThrow(
                            () -> new TypeConversionException("'" + typed + "' is not a format of price lists. Maybe "
                                    + "you mean "
                                    + SpellingSuggestion.nearest(
                                                    typed,
                                                    Stream.of(PriceForm.values())
                                                            .map(PriceForm::id)
                                                            .toList())
                                            .orElse("csv")
                                    + "."));
        }
    }

    @Override
    public Integer call() {
        String name = draft;
        if (name == null) {
            return preview(RuleFiles.load(folders.rules).files(), null);
        }
        try (Ledger ledger = folders.data.existing(services)) {
            Drafts drafts = services.drafts(services.releases(ledger), folders.data.folder);
            Draft open = drafts.orNew(name, who());
            return preview(drafts.content(open).files(), drafts);
        }
    }

    private String who() {
        return author == null ? services.author() : author;
    }

    private int preview(SortedMap<String, String> files, @Nullable Drafts drafts) {
        Catalog catalog = CatalogReader.read(new RuleFiles(rules(files)));
        PricePreview preview = PricePreview.of(
                list(catalog),
                catalog,
                new Wishes(day == null ? services.today() : day, addProviders, endGone, region, machine));
        SortedMap<String, String> texts = OfferRows.texts(preview, files);
        Draft kept = null;
        if (drafts != null && !dryRun && !texts.isEmpty()) {
            Draft opened = drafts.open(String.valueOf(draft), who());
            kept = drafts.write(opened.id(), new TreeMap<>(texts), files);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(AnswerJson.MAPPER.writeValueAsString(PricesText.json(preview, kept)));
        } else {
            out.println(PricesText.text(preview, all, kept, texts.isEmpty()));
        }
        return preview.hasFaulty() ? ExitCode.FOUND_SOMETHING : 0;
    }

    private static SortedMap<String, String> rules(SortedMap<String, String> files) {
        SortedMap<String, String> rules = new TreeMap<>(files);
        rules.keySet().removeIf(path -> !path.startsWith("rules/"));
        return rules;
    }

    private PriceList list(Catalog catalog) {
        Progress progress = new Progress(spec.commandLine().getErr(), services.showsProgress());
        try (InputStream stream = open(progress)) {
            return PriceList.read(
                    new PriceList.Input(stream, name(), form, provider, length()), catalog.listedNames(), progress::at);
        } catch (IOException e) {
            throw new UnusableInputException("'" + from + "' cannot be read. Maybe its name is misspelt.", e);
        } finally {
            progress.erase();
        }
    }

    private InputStream open(Progress progress) throws IOException {
        if (from.equals("-")) {
            return System.in;
        }
        if (!isAddress()) {
            return Files.newInputStream(Path.of(from));
        }
        byte[] body = services.download().fetch(address(), form, token(), progress::at);
        return new ByteArrayInputStream(body);
    }

    private boolean isAddress() {
        return from.startsWith("http://") || from.startsWith("https://");
    }

    private URI address() {
        try {
            return URI.create(from);
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException("'" + from + "' is not an address. Maybe write a space as %20.", e);
        }
    }

    private @Nullable String token() {
        if (tokenVariable == null) {
            return null;
        }
        String token = System.getenv(tokenVariable);
        if (token == null || token.isBlank()) {
            throw new UnusableInputException(
                    "the environment has no variable '" + tokenVariable + "'. Maybe it was not exported.");
        }
        return token.strip();
    }

    private String name() {
        if (from.equals("-")) {
            return "standard input";
        }
        return isAddress() ? address().getHost() + address().getPath() : from;
    }

    private long length() throws IOException {
        return from.equals("-") || isAddress() ? 0 : Files.size(Path.of(from));
    }
}
