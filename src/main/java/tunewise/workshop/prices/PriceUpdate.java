package tunewise.workshop.prices;

import com.fasterxml.jackson.annotation.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Catalog;
import tunewise.catalog.FaultsException;
import tunewise.catalog.csv.CatalogReader;
import tunewise.ledger.entry.Consent;
import tunewise.ledger.entry.Identity;
import tunewise.ledger.entry.Publication;
import tunewise.service.ProgressListener;
import tunewise.text.Choice;
import tunewise.workshop.Drafts;
import tunewise.workshop.Drafts.Draft;
import tunewise.workshop.Publisher;
import tunewise.workshop.Publisher.Published;
import tunewise.workshop.Publisher.Signature;
import tunewise.workshop.RefusedException;
import tunewise.workshop.Releases;
import tunewise.workshop.Workspace;
import tunewise.workshop.prices.PricePreview.Wishes;

/**
 * Takes over configured price lists, by the path that an analyst takes: draft, check, test, publication. What the policy
 * allows is published at once; what it does not waits in a draft; a faulty list changes nothing.
 */
public final class PriceUpdate {
    /** Who signs what publishes itself. */
    public static final String AUTHOR = "price update";

    private final Releases releases;
    private final Publisher publisher;
    private final Drafts drafts;
    private final PriceDownload download;
    private final LastPriceUpdate last;
    private final UnaryOperator<@Nullable String> environment;

    /** environment tells the value of a variable. */
    public PriceUpdate(
            Releases releases,
            Publisher publisher,
            Drafts drafts,
            PriceDownload download,
            LastPriceUpdate last,
            UnaryOperator<@Nullable String> environment) {
        this.releases = releases;
        this.publisher = publisher;
        this.drafts = drafts;
        this.download = download;
        this.last = last;
        this.environment = environment;
    }

    /** What became of a list. */
    public enum Fate implements Choice {
        TAKEN,
        UNCHANGED,
        WAITS,
        NOT_TAKEN;

        @Override
        @JsonValue
        public String id() {
            return Choice.idOf(name());
        }
    }

    /** What became of one list, and why, in a sentence. */
    public record Result(String list, Fate fate, String said) {}

    /** What became of all lists. */
    public record Outcome(List<Result> results, Optional<Published> published) {
        public Outcome {
            results = List.copyOf(results);
        }

        /** How many lists fared so. */
        public long count(Fate fate) {
            return results.stream().filter(result -> result.fate() == fate).count();
        }
    }

    /**
     * Takes them over as of a day.
     *
     * @throws RefusedException when nothing was published yet, or somebody else published meanwhile
     */
    public Outcome run(List<ConfiguredList> lists, LocalDate day, ProgressListener steps) {
        Outcome outcome = imported(lists, day, steps);
        last.keep(outcome);
        return outcome;
    }

    /** Tells page and metrics that no list could be looked at. */
    void failed(String why) {
        last.failed(why);
    }

    private Outcome imported(List<ConfiguredList> lists, LocalDate day, ProgressListener steps) {
        Publication active = releases.active()
                .orElseThrow(() -> new RefusedException("nothing was published yet. Maybe start the service once."));
        SortedMap<String, String> before = releases.read(active.content()).files();
        SortedMap<String, String> files = new TreeMap<>(before);
        CatalogOf catalogs = new CatalogOf();
        List<Result> results = new ArrayList<>();
        for (ConfiguredList list : lists) {
            results.add(take(list, day, files, catalogs));
            steps.at(results.size(), lists.size());
        }
        return files.equals(before) ? new Outcome(results, Optional.empty()) : publish(active, files, results);
    }

    private Outcome publish(Publication active, SortedMap<String, String> files, List<Result> results) {
        String comment = "Prices of "
                + results.stream()
                        .filter(result -> result.fate() == Fate.TAKEN || result.fate() == Fate.UNCHANGED)
                        .map(Result::list)
                        .collect(Collectors.joining(", "));
        try {
            Published published = publisher.publish(
                    Workspace.of(files),
                    active.content(),
                    new Signature(
                            AUTHOR,
                            comment,
                            "price-update",
                            Consent.of(new Identity(Identity.SERVICE, "price-update", AUTHOR))),
                    ProgressListener.NONE);
            return new Outcome(results, Optional.of(published));
        } catch (FaultsException e) {
            String said = "the release with it does not pass check and test: "
                    + e.faults().get(0).message();
            return new Outcome(
                    results.stream()
                            .map(result -> result.fate() == Fate.TAKEN
                                    ? new Result(result.list(), Fate.NOT_TAKEN, said)
                                    : result)
                            .toList(),
                    Optional.empty());
        }
    }

    /** What one list changes goes into the files where the policy allows it. */
    private Result take(ConfiguredList list, LocalDate day, SortedMap<String, String> files, CatalogOf catalogs) {
        try {
            Catalog catalog = catalogs.read(files);
            PricePreview preview = PricePreview.of(read(list, catalog), catalog, Wishes.on(day));
            PriceJudge judge = new PriceJudge(catalog);
            Optional<String> fault = judge.fault(preview);
            if (fault.isPresent()) {
                return new Result(list.name(), Fate.NOT_TAKEN, fault.get());
            }
            Optional<String> waits = judge.waits(preview);
            if (waits.isPresent()) {
                return new Result(list.name(), Fate.WAITS, waits.get() + " " + keep(list, day));
            }
            SortedMap<String, String> texts = OfferRows.texts(preview, files);
            boolean moved = preview.changes().stream()
                    .anyMatch(change -> change.kind() != PriceChange.Kind.UNCHANGED && change.after() != null);
            files.putAll(texts);
            return new Result(list.name(), moved ? Fate.TAKEN : Fate.UNCHANGED, PriceJudge.summary(preview));
        } catch (PriceListException | RefusedException e) {
            return new Result(list.name(), Fate.NOT_TAKEN, String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            return new Result(list.name(), Fate.NOT_TAKEN, "we could not fetch it: " + e.getMessage());
        } catch (FaultsException e) {
            return new Result(
                    list.name(),
                    Fate.NOT_TAKEN,
                    "the catalogs would be faulty: " + e.faults().get(0).message());
        }
    }

    /** The catalog of files, read again only once they have changed: most lists change nothing. */
    private static final class CatalogOf {
        private SortedMap<String, String> files = new TreeMap<>();
        private @Nullable Catalog catalog;

        Catalog read(SortedMap<String, String> now) {
            Catalog known = catalog;
            if (known == null || !now.equals(files)) {
                known = CatalogReader.read(Workspace.of(now).rules());
                catalog = known;
                files = new TreeMap<>(now);
            }
            return known;
        }
    }

    private PriceList read(ConfiguredList list, Catalog catalog) {
        byte[] body = download.fetch(list.address(), list.form(), token(list), ProgressListener.NONE);
        try (InputStream stream = new ByteArrayInputStream(body)) {
            return PriceList.read(
                    new PriceList.Input(stream, list.name(), list.form(), list.provider(), body.length),
                    catalog.listedNames(),
                    ProgressListener.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable String token(ConfiguredList list) {
        if (list.tokenVariable() == null) {
            return null;
        }
        String token = environment.apply(list.tokenVariable());
        if (token == null || token.isBlank()) {
            throw new PriceListException("the environment has no variable '" + list.tokenVariable() + "'.");
        }
        return token.strip();
    }

    /** Keeps a list that waits in a draft, with the providers that are new. */
    private String keep(ConfiguredList list, LocalDate day) {
        Draft draft = drafts.open("prices", AUTHOR);
        SortedMap<String, String> files = drafts.content(draft).files();
        Catalog catalog = CatalogReader.read(Workspace.of(files).rules());
        PricePreview preview = PricePreview.of(read(list, catalog), catalog, new Wishes(day, true, false, null, null));
        SortedMap<String, @Nullable String> texts = new TreeMap<>(OfferRows.texts(preview, files));
        drafts.write(draft.id(), texts, files);
        return "It waits in the draft '" + draft.id() + "'.";
    }
}
