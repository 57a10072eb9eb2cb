package tunewise.web.help;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the handbook, or what a search in it found.
 *
 * @param here the chapter on the page; null on the page of contents
 * @param typed what somebody looks for; empty for nothing
 */
public record HelpView(List<Chapter> chapters, @Nullable Chapter here, String typed, List<Handbook.Hit> hits) {
    boolean searched() {
        return !typed.isBlank();
    }

    String found() {
        return switch (hits.size()) {
            case 0 -> "Nothing found. Maybe try fewer words.";
            case 1 -> "1 section found";
            default -> hits.size() + " sections found";
        };
    }
}
