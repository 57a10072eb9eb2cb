package tunewise.web.page;

import io.javalin.http.Context;
import java.util.Map;
import tunewise.access.Access;
import tunewise.access.Acts;
import tunewise.ledger.entry.Publication;
import tunewise.workshop.Bundle;
import tunewise.workshop.Workshop;

/** A release as a file for another store, signed here. */
public final class BundleFile {
    private BundleFile() {}

    /** Hands it out. The ledger tells who took it, if they had to prove it. */
    public static void send(Context ctx, Workshop workshop, Access access, Publication publication, String cameFrom) {
        String bundle = workshop.bundle(publication);
        Visitor.of(ctx).ifPresent(person -> access.acts()
                .record(
                        Acts.RELEASE_EXPORTED,
                        Visitor.actor(ctx, cameFrom),
                        Map.of("release", publication.content().release())));
        ctx.header("Content-Disposition", "attachment; filename=\"" + Bundle.fileName(publication) + "\"")
                .contentType("application/json")
                .result(bundle);
    }
}
