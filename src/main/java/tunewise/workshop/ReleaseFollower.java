package tunewise.workshop;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tunewise.advice.Advisor;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.FaultsException;
import tunewise.ledger.entry.Publication;
import tunewise.service.AdviceService;

/** Hands the service over to whatever release is active, whoever published it. */
final class ReleaseFollower {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseFollower.class);

    private final AdviceService service;
    private final Releases releases;
    private final RulesValidator validator;
    private final Runnable activated;
    private @Nullable String activeId;
    private @Nullable String refusedId;

    /** A follower that runs something each time another release answers. */
    ReleaseFollower(AdviceService service, Releases releases, RulesValidator validator, Runnable activated) {
        this.service = service;
        this.releases = releases;
        this.validator = validator;
        this.activated = activated;
    }

    /** Takes over what another process published, if any did; a release that this program does not take stays out. */
    synchronized void follow() {
        Publication active = releases.active().orElse(null);
        if (active == null || active.id().equals(activeId) || active.id().equals(refusedId)) {
            return;
        }
        LoadedRelease now = service.advisor().loaded();
        if (active.content().release().equals(now.release())) {
            activate(active, now.published(active.at()));
            return;
        }
        try {
            activate(active, validator.compile(releases.rules(active)).published(active.at()));
        } catch (FaultsException e) {
            refusedId = active.id();
            LOG.error(
                    "release {} was published, but this service does not take it and answers by {}:\n{}",
                    active.content().release(),
                    now.release(),
                    e.getMessage());
        }
    }

    /** Lets a release answer, unless a newer one was published meanwhile. */
    synchronized void activate(Publication publication, LoadedRelease loaded) {
        boolean newest = releases.active()
                .filter(active -> active.id().equals(publication.id()))
                .isPresent();
        if (!newest || publication.id().equals(activeId)) {
            if (loaded.rulebook() != service.advisor().loaded().rulebook()) {
                loaded.rulebook().close();
            }
            return;
        }
        service.handOver(new Advisor(loaded));
        if (activeId != null
                || !publication.at().equals(service.advisor().loaded().publishedAt())) {
            LOG.info(
                    "release {} by {} answers: {}",
                    publication.content().release(),
                    publication.author(),
                    publication.comment());
        }
        activeId = publication.id();
        activated.run();
    }
}
