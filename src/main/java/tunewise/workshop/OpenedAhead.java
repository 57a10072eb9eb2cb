package tunewise.workshop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.RuleFiles;

/**
 * The rules folder, made ready to answer on a thread of its own while the ledger is opened. The active release is most
 * often the same, and is ready then. Where it is another, or the folder is faulty, nothing but time is lost.
 */
public final class OpenedAhead {
    private static final Logger LOG = LoggerFactory.getLogger(OpenedAhead.class);

    private final Function<RuleFiles, LoadedRelease> compiler;
    private final CompletableFuture<String> hash = new CompletableFuture<>();
    private final CompletableFuture<LoadedRelease> loaded = new CompletableFuture<>();
    private final AtomicBoolean asked = new AtomicBoolean();

    private OpenedAhead(Function<RuleFiles, LoadedRelease> compiler) {
        this.compiler = compiler;
    }

    /** Begins. */
    public static OpenedAhead begin(Supplier<RuleFiles> folder, Function<RuleFiles, LoadedRelease> compiler) {
        OpenedAhead ahead = new OpenedAhead(compiler);
        Thread thread = new Thread(() -> ahead.open(folder), "rules-ahead");
        thread.setDaemon(true);
        thread.start();
        return ahead;
    }

    private void open(Supplier<RuleFiles> folder) {
        try {
            RuleFiles files = folder.get();
            hash.complete(files.hash());
            loaded.complete(compiler.apply(files));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            hash.completeExceptionally(e);
            loaded.completeExceptionally(e);
        }
    }

    /** Rules that are ready to answer. The first caller that wants those of the folder gets the ones made ahead. */
    public LoadedRelease of(RuleFiles files) {
        if (asked.compareAndSet(false, true)) {
            try {
                if (hash.join().equals(files.hash())) {
                    return loaded.join();
                }
                CompletableFuture<Void> unused =
                        loaded.thenAccept(other -> other.rulebook().close());
            } catch (CompletionException e) {
                LOG.debug("the rules folder could not be opened ahead", e);
            }
        }
        return compiler.apply(files);
    }
}
