package tunewise.web.ask;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a sentence says of the training data: how many samples of what length, or how much text, how often, cut where. */
final class SentenceData {
    static final String COUNT =
            "(\\d[\\d.,]*(?:e\\d{1,2})?(?: ?(?:k|m|mio|million|b|bn|billion|thousand))?\\b(?![.,]?\\d))";
    private static final String ABOUT =
            "(?:about|around|roughly|approximately|approx\\.?|some|averaging|(?:on )?average(?: length)?(?: of)?|avg\\.?(?: length)?(?: of)?|mean(?: of)?|~)? ?~?";
    private static final String KNOWN_TO_THE_FORM =
            "chats|samples|examples|conversations|dialogues|dialogs|rows|pairs|prompts"
                    + "|documents|docs|questions|messages|instructions|records|lines|reviews|emails|e-mails|tickets|articles|texts"
                    + "|sentences|tweets|notes|entries";
    static final String SAMPLE =
            "(" + KNOWN_TO_THE_FORM + "|images|pictures|photos|screenshots|invoices|receipts|scans|pages|papers|posts"
                    + "|comments|stories|answers|transcripts|calls|contracts|reports|cases|problems|triplets|traces|recipes|products"
                    + "|pdfs|files|books|manuals|clauses|utterances|snippets|items|data ?points"
                    + "|ratings|preferences|thumbs(?: up)?(?: ?(?:/|and|or) ?(?:thumbs )?down)?)";
    /** What kind of samples, as in "Q&A pairs". */
    private static final String KIND = "(?:[\\w&/-]*[a-z][\\w&/-]* )?";

    private static final String UNIT = "(tokens|words|pages)";

    private static final Pattern KILO = Sentence.pattern("(1|2|4|8|16|32|64|128|256) ?k");
    private static final Pattern SAMPLES_OF = Sentence.pattern(COUNT + " " + KIND + SAMPLE
            + ",? ?\\(?(?:(?:each )?(?:of|with|at|a|by|x|is|are|having|that have|in)? ?)" + ABOUT + COUNT + " ?" + UNIT
            + "(?: each| long| on average| a piece| apiece)?\\)?");
    private static final Pattern TIMES =
            Sentence.pattern(COUNT + "(?: " + SAMPLE + ")? ?[x*] ?" + COUNT + "(?: " + UNIT + ")?(?: each)?");
    private static final Pattern TOKENS = Sentence.pattern(
            ABOUT + COUNT + " (?:training |new |more )*(tokens|words)(?: of (?:training )?(?:data|text))?\\b");
    private static final Pattern TOKENS_FIRST = Sentence.pattern("\\btokens:? " + COUNT);
    private static final Pattern TOKEN_SET =
            Sentence.pattern(COUNT + "[ -](token)(?: training)?[ -](?:data ?sets?|corpus|corpora)\\b");
    private static final Pattern SHORT_TOKENS = Sentence.pattern("\\b(\\d[\\d.,]*[mb])(?: of (?:data|text))\\b");
    private static final Pattern BYTES = Sentence.pattern(
            "\\b(\\d[\\d.,]*) ?([kmg])i?b(?: of)?(?: [a-z-]+){0,2}? (?:text|data|documents|docs|code|jsonl?|csv|corpus|corpora|data ?set|notes|books|articles|chats|files?)\\b");
    private static final Pattern SAMPLES = Sentence.pattern(COUNT + " " + KIND + SAMPLE + "\\b");
    private static final Pattern EACH =
            Sentence.pattern(COUNT + " ?(tokens|words) (?:each|long|on average|apiece|a piece)\\b");
    private static final Pattern SAMPLE_LENGTH = Sentence.pattern(
            "(?:each )?(?:of |with |at )?" + ABOUT + COUNT + " ?" + UNIT + "(?: each| long| on average)?");
    private static final Pattern FEW_TOKENS =
            Sentence.pattern("(?<![\\d.,])(?:\\d{1,4}|\\d{1,2},\\d{3}) ?(?:tokens|words)\\b");
    private static final Pattern EPOCHS = Sentence.pattern(
            "(?:for |with |over )?\\b(\\d+|one|two|three|four|five|ten|single) (?:epochs?|passes|pass)(?: over (?:the|my|our) data)?\\b");
    private static final Pattern LONGEST_SAMPLE = Sentence.pattern("(?:" + COUNT + " " + KIND + ")?" + SAMPLE
            + ",?(?: (?:each|are|is|being|of|with|at|a))* (?:up to|at most|max(?:imum)?|no more than|(?:no|not) longer than)(?: of)? "
            + COUNT + " ?tokens?(?: each| long)?");
    private static final Pattern LENGTH = Sentence.pattern(
            "(?:with |at |a )*(?:max[ _-])?(?:sequence length|seq(?:uence)?[ _-]?len(?:gth)?|sequences?|context(?: length| window)?|max(?:imum)? length|samples? length|cut-?off(?: len(?:gth)?)?|length)(?: of| is|:| =)? ?"
                    + COUNT + "(?: tokens)?" + "|(?:with |at |a )*" + COUNT
                    + "(?: tokens?)?[ -](?:sequence length|context(?: length| window)?)\\b"
                    + "|\\bmax(?:imum)?(?: of)? (256|384|512|768|1024|1536|2048|3072|4096|6144|8192|16384|32768|65536)\\b(?: tokens)?(?! ?(?:[$€]|dollars|usd|samples|rows|examples|gpus))");

    /** A page of text, single-spaced. */
    private static final double WORDS_A_PAGE = 500;

    private static final double TOKENS_A_WORD = 4 / 3.0;
    private static final double TOKENS_A_BYTE = 1 / 4.0;

    private final Sentence sentence;
    private final Map<String, List<String>> fields;

    private SentenceData(Sentence sentence, Map<String, List<String>> fields) {
        this.sentence = sentence;
        this.fields = fields;
    }

    static void read(Sentence sentence, Map<String, List<String>> fields) {
        new SentenceData(sentence, fields).all();
    }

    private void all() {
        String[] limited = {""};
        sentence.take(LONGEST_SAMPLE, found -> {
            limited[0] = found.group(1) == null ? "" : samples(found);
            return put("sequenceLength", length(found.group(3)));
        });
        sentence.take(LENGTH, found -> put("sequenceLength", length(firstGroup(found))));
        sentence.take(EPOCHS, found -> put("epochs", Sentence.figure(found.group(1))));
        boolean counted = !amount()
                && (sentence.take(SAMPLES, found -> put("tokens", samples(found)))
                        || (!limited[0].isEmpty() && put("tokens", limited[0])));
        if (counted) {
            // The length of a sample may be said further on.
            String samples = fields.getOrDefault("tokens", List.of("")).get(0);
            sentence.take(SAMPLE_LENGTH, found -> {
                fields.put(
                        "tokens",
                        List.of(samples.replaceAll(" [a-z-]+$", "") + " x " + tokens(found.group(1), found.group(2))));
                return true;
            });
        }
    }

    /** Reads how much text there is, and leaves a count of samples that stands apart from their length. */
    private boolean amount() {
        if (sentence.take(SAMPLES_OF, found -> put("tokens", times(found, 1, 3, found.group(4))))
                || sentence.take(TIMES, found -> put("tokens", times(found, 1, 3, found.group(4))))) {
            return true;
        }
        if (lengthApart() || (sentence.has(SAMPLES) && sentence.has(EACH))) {
            return false;
        }
        return sentence.take(TOKEN_SET, found -> put("tokens", found.group(1)))
                || sentence.take(
                        TOKENS,
                        found -> enough(found.group(1)) && put("tokens", tokens(found.group(1), found.group(2))))
                || sentence.take(SHORT_TOKENS, found -> put("tokens", found.group(1)))
                || sentence.take(TOKENS_FIRST, found -> put("tokens", found.group(1)))
                || sentence.take(BYTES, found -> put("tokens", ofBytes(found.group(1), found.group(2))));
    }

    /** Beside a count of samples, a few hundred tokens are the length of one of them. */
    private boolean lengthApart() {
        return sentence.has(SAMPLES) && sentence.has(FEW_TOKENS);
    }

    /** A few hundred tokens are the length of something that we did not read, and never all the data. */
    private static boolean enough(String count) {
        return !count.matches("\\d{1,4}");
    }

    private static String firstGroup(MatchResult found) {
        for (int group = 1; group <= found.groupCount(); group++) {
            if (found.group(group) != null) {
                return found.group(group);
            }
        }
        throw new IllegalArgumentException(found.group());
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

    /** Words and pages in tokens. */
    private static String tokens(String count, String unit) {
        if (unit == null || unit.toLowerCase(Locale.ROOT).startsWith("token")) {
            return count;
        }
        return plain(count, unit.equalsIgnoreCase("words") ? TOKENS_A_WORD : WORDS_A_PAGE * TOKENS_A_WORD);
    }

    /** Text of so many kilobytes, megabytes or gigabytes in tokens, as in "12.5M". */
    private static String ofBytes(String count, String unit) {
        int thousands = "kmg".indexOf(unit.toLowerCase(Locale.ROOT));
        String digits = count.replaceAll("[.,]$", "").replace(",", "");
        double millions = Double.parseDouble(digits) * TOKENS_A_BYTE * Math.pow(1000, thousands - 1.0);
        String written = String.format(Locale.ROOT, millions < 1 ? "%.3f" : "%.2f", millions);
        return written.replaceAll("\\.?0+$", "") + "M";
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

    private boolean put(String field, String value) {
        fields.putIfAbsent(field, List.of(value.replaceAll("[.,]$", "")));
        return true;
    }
}
