package tunewise.cli;

import java.nio.file.Path;
import tunewise.advice.Knowhow;
import tunewise.audit.Desk;
import tunewise.audit.Ledger;
import tunewise.audit.Replayer;
import tunewise.catalog.Catalog;
import tunewise.web.WebSettings;

/** Builds what commands work with; {@code Main} knows how. */
public interface Wiring {

    /**
     * The rules and catalogs of a folder, ready to answer.
     *
     * @throws tunewise.catalog.FaultsException with everything wrong with the folder
     */
    Knowhow knowhow(Path rules);

    /**
     * The catalogs of a folder, which is all that estimates need.
     *
     * @throws tunewise.catalog.FaultsException with everything wrong with the catalogs
     */
    Catalog catalog(Path rules);

    /** Whether standard error is a terminal, where progress can be shown. */
    boolean showsProgress();

    /**
     * The ledger of a data folder.
     *
     * @throws tunewise.audit.LedgerUnavailableException when it cannot be opened
     */
    Ledger ledger(Path data);

    /** A desk that answers by these rules, whose release is recorded as published if it is not the active one. */
    Desk desk(Knowhow knowhow, Ledger ledger);

    /** Makes recommendations again; the active release is the one published last into the ledger. */
    Replayer replayer(Ledger ledger);

    /** An id for a new entry of the ledger. */
    String newId();

    /** Starts the service; it runs until the result is closed. */
    Service serve(Desk desk, WebSettings settings);

    /** A running service. */
    interface Service extends AutoCloseable {
        String address();

        @Override
        void close();
    }
}
