package tunewise.cli.terminal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import tunewise.access.Access;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Catalog;
import tunewise.catalog.RuleFiles;
import tunewise.ledger.Ledger;
import tunewise.ledger.replay.Replayer;
import tunewise.ledger.store.LedgerUrl;
import tunewise.question.ModelHub;
import tunewise.service.AdviceService;
import tunewise.web.WebSettings;
import tunewise.workshop.Drafts;
import tunewise.workshop.Releases;
import tunewise.workshop.Workshop;
import tunewise.workshop.Workspace;
import tunewise.workshop.prices.PriceDownload;

/** Builds what commands work with; {@code Main} knows how. */
public interface Services {

    /**
     * Rules and catalogs, ready to answer. Rules that were compiled before are not compiled again.
     *
     * @param data the data folder, which keeps compiled rules if it is there
     * @throws tunewise.catalog.csv.FaultsException with everything wrong with them
     */
    LoadedRelease loaded(RuleFiles rules, Path data);

    /**
     * The catalogs of a folder, which is all that estimates need.
     *
     * @throws tunewise.catalog.csv.FaultsException with everything wrong with the catalogs
     */
    Catalog catalog(Path rules);

    /** Whether standard error is a terminal, where progress can be shown. */
    boolean showsProgress();

    /**
     * The ledger of a data folder, or of a database that keeps it in its place.
     *
     * @throws tunewise.ledger.entry.LedgerUnavailableException when it cannot be opened
     */
    Ledger ledger(Path data, Optional<LedgerUrl> url);

    /** The releases of a ledger. */
    Releases releases(Ledger ledger);

    /** What is worked on and not yet published. */
    Drafts drafts(Releases releases, Path data);

    /** Knows models that no catalog has. */
    ModelHub hub();

    /** Fetches price lists. */
    PriceDownload download();

    Instant now();

    /** Today, in UTC. */
    LocalDate today();

    /**
     * Begins to make the rules of a folder ready, for a service that is made once its ledger is open. In a new data
     * folder nothing is begun.
     */
    default void openAhead(Path rules, Path data) {}

    /**
     * A service that answers by the active release of a ledger; in a new one the folder is published first.
     * Compiled rules are kept in the data folder from one start to the next.
     *
     * @throws tunewise.catalog.csv.FaultsException when there is no active release and the folder is faulty
     */
    AdviceService service(Supplier<Workspace> folder, Ledger ledger, Path data);

    /** Where analysts work while the service answers. */
    Workshop workshop(AdviceService service, Ledger ledger, Workshop.Settings settings);

    /** Makes recommendations again; the active release is the one published last into the ledger. */
    Replayer replayer(Ledger ledger);

    /** An id for a new entry of the ledger. */
    String newId();

    /** Starts the service; it runs until the result is closed. */
    Service serve(Workshop workshop, WebSettings settings);

    /** Accounts, tokens and roles of a ledger. */
    default Access access(Ledger ledger) {
        return new Access(ledger, Clock.systemUTC(), this::newId);
    }

    /** What a program proves itself by; empty where none is given. */
    default Optional<String> token() {
        return Optional.ofNullable(System.getenv("TUNEWISE_TOKEN"))
                .map(String::strip)
                .filter(token -> !token.isEmpty());
    }

    /** Who works at this machine, as far as the system knows. */
    default String author() {
        return System.getProperty("user.name", "unknown");
    }

    /** A running service. */
    interface Service extends AutoCloseable {
        String address();

        @Override
        void close();
    }
}
