package tunewise.web.help;

import java.util.List;
import java.util.Locale;

/**
 * A chapter of the handbook.
 *
 * @param id the name of its file and of its page
 * @param html as the page shows it
 * @param sections with the text above the first heading first
 */
public record Chapter(String id, String title, String html, List<Section> sections) {
    /**
     * What stands below a heading.
     *
     * @param anchor of the heading; empty above the first
     * @param text without marks
     */
    public record Section(String anchor, String title, String text) {
        /** Whether all of these words, in lower case, are in the heading or below it. */
        boolean has(List<String> words) {
            String all = (title + " " + text).toLowerCase(Locale.ROOT);
            return words.stream().allMatch(all::contains);
        }
    }

    String path() {
        return "/help/" + id;
    }
}
