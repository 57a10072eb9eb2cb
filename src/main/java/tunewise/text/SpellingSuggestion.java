package tunewise.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the name that was probably meant by one that does not exist. */
public final class SpellingSuggestion {
    private static final Pattern PUNCTUATION = Pattern.compile("[^\\p{L}\\p{N}]");
    private static final int MOST = 4;
    private static final int SHORTEST_BEGINNING = 3;

    private SpellingSuggestion() {}

    /** The one closest name, if any is close. */
    public static Optional<String> nearest(String typed, Collection<String> names) {
        return near(typed, names).stream().findFirst();
    }

    /** The names that are equally close: those that begin with what was typed, else those with the fewest letters that differ. */
    public static List<String> near(String typed, Collection<String> names) {
        String letters = letters(typed);
        List<String> close =
                names.stream().filter(name -> close(letters, letters(name))).toList();
        int least = close.stream()
                .mapToInt(name -> farness(letters, letters(name)))
                .min()
                .orElse(0);
        return close.stream()
                .filter(name -> farness(letters, letters(name)) == least)
                .sorted(Comparator.comparingInt((String name) -> distance(typed, name))
                        .thenComparing(name -> name))
                .limit(MOST)
                .toList();
    }

    /** Whether two names differ only in case and punctuation. */
    public static boolean same(String a, String b) {
        return letters(a).equals(letters(b));
    }

    /** Letters to insert, delete, replace, or swap with their neighbour (Damerau and Levenshtein's distance). */
    public static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] above = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] free = before;
            before = above;
            above = row;
            row = free;
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
                if (swapped(a, i, b, j)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
        }
        return row[b.length()];
    }

    private static boolean swapped(String a, int i, String b, int j) {
        return i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    }

    private static int farness(String typed, String name) {
        return begins(name, typed) ? 0 : distance(typed, name);
    }

    /** At most a third of the letters differ, or one is the beginning of the other. */
    private static boolean close(String typed, String name) {
        return !typed.isEmpty() && (mostLettersAgree(typed, name) || begins(name, typed) || begins(typed, name));
    }

    /** Names differ in as many letters as one is longer at least, so that most need not be compared letter by letter. */
    private static boolean mostLettersAgree(String typed, String name) {
        int most = Math.max(typed.length(), name.length()) / 3;
        return Math.abs(typed.length() - name.length()) <= most && distance(typed, name) <= most;
    }

    private static boolean begins(String whole, String beginning) {
        return beginning.length() >= SHORTEST_BEGINNING && whole.startsWith(beginning);
    }

    private static String letters(String name) {
        return PUNCTUATION.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
