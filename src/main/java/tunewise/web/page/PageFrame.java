package tunewise.web.page;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.access.Person;
import tunewise.access.Rights;

/**
 * What surrounds every page.
 *
 * @param title without the name of the product
 * @param here the place the page belongs to; null for none
 * @param free whether everybody on this machine may do everything, and nobody signs in
 * @param visitor who has signed in; null for nobody
 */
public record PageFrame(String title, @Nullable Nav here, Assets assets, boolean free, @Nullable Person visitor) {
    static PageFrame of(Context ctx, String title, @Nullable Nav here, Assets assets) {
        return new PageFrame(
                title, here, assets, Visitor.isFree(ctx), Visitor.of(ctx).orElse(null));
    }

    /** The places that the visitor may go to. */
    List<Nav> places() {
        return Stream.of(Nav.values())
                .filter(place -> may("GET", place.path()))
                .filter(place -> place != Nav.ACCESS || !free)
                .toList();
    }

    /** Whether a route is open to the visitor, so that no page shows what would be refused. */
    public boolean may(String method, String path) {
        return free
                || (visitor != null
                        && Rights.of(method, path)
                                .filter(right -> right.allows(visitor))
                                .isPresent());
    }

    /** Who has signed in; empty where nobody has. */
    public Optional<String> signedIn() {
        return Optional.ofNullable(visitor).map(person -> person.identity().name());
    }

    String asset(String file) {
        return assets.path(file);
    }
}
