package tunewise.web.ask;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tunewise.advice.LoadedRelease;

/**
 * Reads a question that somebody says in a sentence into the fields of the form, by patterns of our own and the names of
 * the catalogs: "Llama 8B, 5,000 chats of about 400 tokens, 50 dollars, by tomorrow".
 */
final class SentenceReader {
    /** Longer texts are no sentence. */
    static final int LONGEST = 600;

    private static final String COUNT = "(\\d[\\d.,]*(?: ?(?:k|m|mio|million|b|bn|billion|thousand))?\\b(?![.,]?\\d))";
    private static final String ABOUT = "(?:about|around|roughly|approximately|approx\\.?|some|averaging|~)? ?~?";
    private static final String AT_MOST =
            "(?:(?:for |with |and )?(?:a )?(?:under|below|less than|up to|at most|at max|max(?:imum)?|no more than|within|budget)(?: of| is)? |for |with )?(?:a budget of |a maximum of )?";
    private static final String KNOWN_TO_THE_FORM =
            "chats|samples|examples|conversations|dialogues|dialogs|rows|pairs|prompts"
                    + "|documents|docs|questions|messages|instructions|records|lines|reviews|emails|e-mails|tickets|articles|texts"
                    + "|sentences|tweets|notes|entries";
    static final String SAMPLE =
            "(" + KNOWN_TO_THE_FORM + "|images|pictures|photos|screenshots|invoices|receipts|scans|pages|papers|posts"
                    + "|comments|stories|answers|transcripts|calls|contracts|reports|cases|problems|triplets|traces|recipes|products"
                    + "|ratings|preferences|thumbs(?: up)?(?: ?(?:/|and|or) ?(?:thumbs )?down)?)";

    private static final Pattern KILO = Sentence.pattern("(1|2|4|8|16|32|64|128|256) ?k");

    private static final List<Pattern> MONEY = List.of(
            Sentence.pattern(AT_MOST + "(?:us)?\\$ ?" + COUNT
                    + "(?: (?:budget|in all|total|max(?:imum)?|at most))?(?! ?(?:an|per|/|a) ?(?:h|gpu))"),
            Sentence.pattern(
                    AT_MOST + COUNT
                            + " ?(?:dollars?|usd|us dollars|bucks|\\$)(?: budget| in all| total| max(?:imum)?| at most)?(?! ?(?:an|per|/|a) ?(?:h|gpu))\\b?"));

    private static final Pattern SPAN = Sentence.pattern(
            "(?:(?:finished|done|ready|and) )*(?:within|in|under|by|at most|max(?:imum)?|no more than|less than|up to|deadline(?: of| is)?|for)? ?(?:a deadline of )?"
                    + "\\b(\\d[\\d.,]*|an?|one|two|three|four|five|six|seven|ten|twelve) ?(minutes?|mins?|hours?|hrs?|h|days?|d|weeks?)\\b(?: (?:at most|max(?:imum)?))?");
    private static final Pattern BY = Sentence.pattern(
            "(?:(?:done|ready|finished) )?(?:by|until|before|till|for) (tomorrow|tonight|today|the end of the day|next week|the weekend|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: (?:morning|noon|evening|night))?\\b"
                    + "|\\b(overnight|today|tomorrow|this week|tonight)\\b");

    private static final Pattern SAMPLES_OF = Sentence.pattern(
            COUNT + " (?:\\w+ )?" + SAMPLE + ",? ?(?:(?:each )?(?:of|with|at|a|by|x|is|are|having|that have|in)? ?)"
                    + ABOUT + COUNT + " ?(tokens|words)(?: each| long| on average| a piece| apiece)?");
    private static final Pattern TIMES =
            Sentence.pattern(COUNT + "(?: " + SAMPLE + ")? ?[x*] ?" + COUNT + "(?: (tokens|words))?(?: each)?");
    private static final Pattern TOKENS =
            Sentence.pattern(ABOUT + COUNT + " (?:training )?(tokens|words)(?: of (?:training )?(?:data|text))?\\b");
    private static final Pattern SHORT_TOKENS = Sentence.pattern("\\b(\\d[\\d.,]*[mb])(?: of (?:data|text))\\b");
    private static final Pattern SAMPLES = Sentence.pattern(COUNT + " (?:\\w+ )?" + SAMPLE + "\\b");
    private static final Pattern EACH =
            Sentence.pattern(COUNT + " ?(tokens|words) (?:each|long|on average|apiece|a piece)\\b");
    private static final Pattern EPOCHS = Sentence.pattern(
            "(?:for |with |over )?\\b(\\d+|one|two|three|four|five|ten|single) (?:epochs?|passes|pass)(?: over (?:the|my|our) data)?\\b");
    private static final Pattern LENGTH = Sentence.pattern(
            "(?:with |at |a )*(?:sequence length|seq(?:uence)?[ _-]?len(?:gth)?|sequences?|context(?: length| window)?|max(?:imum)? length|samples? length)(?: of)? ?"
                    + COUNT + "(?: tokens)?" + "|(?:with |at |a )*" + COUNT
                    + "(?: tokens?)?[ -](?:sequence length|context(?: length| window)?)\\b");

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
        data();
        for (Pattern money : MONEY) {
            sentence.take(money, found -> put("budgetUsd", found.group(1)));
        }
        SentenceWishes.read(sentence, loaded.catalog(), fields);
        SentenceAim.read(sentence, loaded.names(), fields);
        time();
        names.size();
        return new Read(fields, sentence.left(SentenceWishes::says), names.others());
    }

    private void data() {
        sentence.take(
                LENGTH,
                found -> put("sequenceLength", length(found.group(1) == null ? found.group(2) : found.group(1))));
        sentence.take(EPOCHS, found -> put("epochs", Sentence.figure(found.group(1))));
        boolean known = sentence.take(SAMPLES_OF, found -> put("tokens", times(found, 1, 3, found.group(4))))
                || sentence.take(TIMES, found -> put("tokens", times(found, 1, 3, found.group(4))))
                || (sentence.has(EACH) && sentence.take(SAMPLES, found -> put("tokens", samples(found))))
                || sentence.take(TOKENS, found -> put("tokens", tokens(found.group(1), found.group(2))))
                || sentence.take(SHORT_TOKENS, found -> put("tokens", found.group(1)))
                || sentence.take(SAMPLES, found -> put("tokens", samples(found)));
        String samples = fields.getOrDefault("tokens", List.of("")).get(0);
        if (known && samples.matches(".*[a-z]{4,}.*")) {
            // The length of a sample may be said further on.
            sentence.take(
                    Sentence.pattern("(?:each )?(?:of |with |at )?" + ABOUT + COUNT
                            + " ?(tokens|words)(?: each| long| on average)?"),
                    found -> {
                        fields.put(
                                "tokens",
                                List.of(samples.replaceAll(" [a-z-]+$", "") + " x "
                                        + tokens(found.group(1), found.group(2))));
                        return true;
                    });
        }
    }

    /** The form asks how long they are, and knows few things that people train on by name. */
    private static String samples(MatchResult found) {
        String noun = found.group(2).toLowerCase(Locale.ROOT);
        return found.group(1) + " " + (noun.matches(KNOWN_TO_THE_FORM) ? noun : "samples");
    }

    /** 16k of context are 16,384 tokens. */
    private static String length(String said) {
        Matcher kilo = KILO.matcher(said);
        return kilo.matches() ? String.valueOf(1024 * Integer.parseInt(kilo.group(1))) : plain(said, 1);
    }

    private static String times(MatchResult found, int count, int length, String unit) {
        return found.group(count) + " x " + tokens(found.group(length), unit);
    }

    /** Words are three quarters as many as tokens. */
    private static String tokens(String count, String unit) {
        return unit != null && unit.equalsIgnoreCase("words") ? plain(count, 4 / 3.0) : count;
    }

    /** A figure with thousands marked, k or m, times a factor. */
    private static String plain(String count, double factor) {
        String bare = count.toLowerCase(Locale.ROOT)
                .replaceAll("[,\\s]|illion|io$", "")
                .replaceAll("\\.$", "");
        double power = bare.endsWith("k")
                ? 1e3
                : bare.endsWith("m") ? 1e6 : bare.endsWith("b") || bare.endsWith("bn") ? 1e9 : 1;
        String digits = bare.replaceAll("[a-z]+$", "");
        return digits.matches("\\d+(\\.\\d+)?")
                ? String.valueOf(Math.round(Double.parseDouble(digits) * power * factor))
                : count;
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
