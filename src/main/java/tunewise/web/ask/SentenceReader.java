package tunewise.web.ask;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tunewise.advice.LoadedRelease;

/**
 * Reads a question that somebody says in a sentence into the fields of the form, by patterns of our own and the names of
 * the catalogs: "Llama 8B, 5,000 chats of about 400 tokens, 50 dollars, by tomorrow".
 */
final class SentenceReader {
    /** Longer texts are no sentence. */
    static final int LONGEST = 600;

    private static final String AT_MOST =
            "(?:(?:for |with |and )?(?:a )?(?:under|below|less than|up to|at most|at max|max(?:imum)?|no more than|within|budget)(?: of| is)? |for |with )?(?:a budget of |a maximum of )?";
    private static final List<Pattern> MONEY = List.of(
            Sentence.pattern(AT_MOST + "(?:us)?\\$ ?" + SentenceData.COUNT
                    + "(?: (?:budget|in all|total|max(?:imum)?|at most))?(?! ?(?:an|per|/|a) ?(?:h|gpu))"),
            Sentence.pattern(
                    AT_MOST + SentenceData.COUNT
                            + " ?(?:dollars?|usd|us dollars|bucks|\\$)(?: budget| in all| total| max(?:imum)?| at most)?(?! ?(?:an|per|/|a) ?(?:h|gpu))\\b?"),
            Sentence.pattern("\\bbudget(?: of| is)?:? ?" + SentenceData.COUNT
                    + "(?! ?(?:h\\b|hours?|hrs?|min|days?|weeks?|tokens?|€|eur|£|gbp|pounds?|chf|inr|yen))"));

    private static final Pattern SPAN = Sentence.pattern(
            "(?:(?:finished|done|ready|and) )*(?:within|in|under|by|at most|max(?:imum)?|no more than|less than|up to|deadline(?: of| is)?|for)? ?(?:a deadline of )?"
                    + "\\b(\\d[\\d.,]*|an?|one|two|three|four|five|six|seven|ten|twelve) ?(minutes?|mins?|hours?|hrs?|h|days?|d|weeks?)\\b(?! of (?:audio|speech|video|recordings?|sound|music|calls|lectures))(?: (?:at most|max(?:imum)?))?");
    private static final Pattern BY = Sentence.pattern(
            "(?:(?:done|ready|finished) )?(?:by|until|before|till|for) (tomorrow|tonight|today|the end of the day|next week|the weekend|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: (?:morning|noon|evening|night))?\\b"
                    + "|\\b(overnight|today|tomorrow|this week|tonight)\\b");

    private final LoadedRelease loaded;
    private final LocalDate today;
    private final Sentence sentence;
    private final Map<String, List<String>> fields = new LinkedHashMap<>();

    private SentenceReader(String said, LoadedRelease loaded, LocalDate today) {
        this.loaded = loaded;
        this.today = today;
        this.sentence = new Sentence(said.length() > LONGEST ? said.substring(0, LONGEST) : said);
    }

    /**
     * What a sentence says.
     *
     * @param fields of the form, by the names of the contract
     * @param unread pieces that were not understood, as written
     * @param models ids of others that the name of the model may stand for; empty where it is the one
     */
    record Read(Map<String, List<String>> fields, List<String> unread, List<String> models) {}

    static Read read(String said, LoadedRelease loaded, LocalDate today) {
        return new SentenceReader(said, loaded, today).all();
    }

    private Read all() {
        // A model's own name may look like a size or a count, and a card's like a price: names come first.
        new SentenceCards(sentence, loaded, fields).read();
        SentenceNames names = new SentenceNames(sentence, loaded, fields);
        names.model();
        SentenceData.read(sentence, fields);
        for (Pattern money : MONEY) {
            sentence.take(money, found -> put("budgetUsd", found.group(1)));
        }
        SentenceWishes.read(sentence, loaded.catalog(), fields);
        SentenceAim.read(sentence, loaded.names(), fields);
        time();
        names.size();
        return new Read(fields, sentence.left(SentenceWishes::says), names.others());
    }

    private void time() {
        if (sentence.take(BY, found -> put("deadlineHours", hoursUntil(found)))) {
            return;
        }
        sentence.take(SPAN, found -> {
            // "An hour" by itself is a rate more often than a deadline.
            boolean bare = found.group().strip().toLowerCase(Locale.ROOT).matches("an? .*");
            return !bare && put("deadlineHours", hours(Sentence.figure(found.group(1)), found.group(2)));
        });
    }

    private String hoursUntil(MatchResult found) {
        String day = (found.group(1) == null ? found.group(2) : found.group(1)).toLowerCase(Locale.ROOT);
        for (DayOfWeek each : DayOfWeek.values()) {
            if (each.getDisplayName(TextStyle.FULL, Locale.ENGLISH).equalsIgnoreCase(day)) {
                int days = Math.floorMod(each.getValue() - today.getDayOfWeek().getValue() - 1, 7) + 1;
                return String.valueOf(24 * days);
            }
        }
        return switch (day) {
            case "tonight", "overnight", "today", "the end of the day" -> "12";
            case "tomorrow" -> "24";
            case "the weekend" ->
                String.valueOf(24
                        * Math.max(
                                1,
                                DayOfWeek.SATURDAY.getValue()
                                        - today.getDayOfWeek().getValue()));
            default -> "168";
        };
    }

    private static String hours(String count, String unit) {
        String number = count.replaceAll("[.,]$", "");
        double factor =
                switch (unit.toLowerCase(Locale.ROOT).charAt(0)) {
                    case 'm' -> 1 / 60.0;
                    case 'd' -> 24;
                    case 'w' -> 168;
                    default -> 1;
                };
        if (factor == 1 || !number.matches("\\d+(\\.\\d+)?")) {
            return number;
        }
        double hours = Math.round(Double.parseDouble(number) * factor * 100) / 100.0;
        return hours == Math.rint(hours) ? String.valueOf((long) hours) : String.valueOf(hours);
    }

    private boolean put(String field, String value) {
        fields.putIfAbsent(field, List.of(value.replaceAll("[.,]$", "")));
        return true;
    }
}
