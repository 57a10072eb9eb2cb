package tunewise.text;

import java.util.Locale;

/** How this process writes numbers. Rules write them into answers, so an answer reads the same on every machine. */
public final class PlainLocale {
    private PlainLocale() {}

    /**
     * From now on, texts of this process do not go by where it runs. Java writes numbers of the United States and of no
     * country alike, but looks up the signs of the latter each time.
     */
    public static void use() {
        Locale.setDefault(Locale.ROOT);
        Locale.setDefault(Locale.Category.FORMAT, Locale.US);
    }
}
