package tunewise.web.workshop;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.entry.Identity;
import tunewise.ledger.entry.Publication;
import tunewise.wording.DisplayText;
import tunewise.workshop.Differences;
import tunewise.workshop.Releases;

/** What was published, newest first, each with what it changed, and the key that signs what goes to other stores. */
record HistoryView(List<Line> lines, String publicKey, @Nullable String refused) {

    /** A publication; differences are null for the first. */
    record Line(Publication publication, @Nullable Differences differences, boolean active) {
        String approvedBy() {
            return DisplayText.list(publication.consent().approvedBy().stream()
                    .map(Identity::name)
                    .toList());
        }

        String at() {
            return DisplayText.minute(publication.at());
        }
    }

    static HistoryView of(Releases releases, int limit, String publicKey, @Nullable String refused) {
        List<Publication> history = releases.history(limit + 1);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < Math.min(limit, history.size()); i++) {
            Publication each = history.get(i);
            lines.add(new Line(
                    each,
                    i + 1 == history.size()
                            ? null
                            : Differences.between(
                                    releases.read(history.get(i + 1).content()), releases.read(each.content())),
                    each.content().equals(history.get(0).content())));
        }
        return new HistoryView(lines, publicKey, refused);
    }
}
