package tunewise.web;

import java.text.DecimalFormatSymbols;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tunewise.catalog.Catalog;

/**
 * Figures as the language of a reader writes them, so that nobody takes 1,234.5 for little more than one. Names such as
 * Llama 3.1, versions, and what stands in single quotes because somebody typed it stay as they are.
 */
final class ReaderFigures {
    /** As texts have them: 1,234 or 1,234.5 or 0.5, alone or before a B for billions. */
    private static final String FIGURE = "(?<![\\p{L}\\p{N}_.]|[\\p{L}\\p{N}]-)"
            + "(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+\\.\\d+)(?=B?(?![\\p{L}\\p{N}_]))(?![.,]\\d)";

    private static final String QUOTED = "(?<!\\w)(?:'|&#39;)(?:(?!&#39;)[^'<])*(?:'|&#39;)(?!\\w)";
    private static final String VERSION =
            "\\b(?:arXiv|CUDA|PyTorch|torch|Python|Drools|TRL|transformers|peft|accelerate|DeepSpeed|vLLM|bitsandbytes|"
                    + "dstack|datasets|flash-attn|kernels|torchao|Axolotl|Unsloth|LLaMA-Factory)"
                    + "[ :]\\d+(?:\\.\\d+)+";
    private static final Pattern UP_TO_ITS_FIGURE = Pattern.compile(".* \\d+\\.\\d+\\S*");

    private final Locale locale;
    private final Pattern figures;
    private final char thousands;
    private final char decimal;

    /** figures finds them among the names of a catalog, {@link #pattern}. */
    ReaderFigures(Locale locale, Pattern figures) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(locale);
        boolean latin = symbols.getZeroDigit() == '0';
        this.locale = locale;
        this.figures = figures;
        this.thousands = latin ? symbols.getGroupingSeparator() : ',';
        this.decimal = latin ? symbols.getDecimalSeparator() : '.';
    }

    /** Finds names, versions and quotations, which have no group, and figures, which are group 1. */
    static Pattern pattern(Catalog catalog) {
        String names = Stream.concat(
                        catalog.models().stream().map(model -> model.name()), catalog.aliases().keySet().stream())
                .map(UP_TO_ITS_FIGURE::matcher)
                .filter(Matcher::lookingAt)
                .map(MatchResult::group)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        String named = names.isEmpty() ? "" : "|\\b(?:" + names + ")(?![\\p{L}\\p{N}])";
        return Pattern.compile(QUOTED + "|" + VERSION + named + "|" + FIGURE, Pattern.CASE_INSENSITIVE);
    }

    /** Whether anything is written otherwise than texts have it. */
    boolean differ() {
        return thousands != ',' || decimal != '.';
    }

    /** The language whose figures these are, as in {@code de}. */
    String tag() {
        return differ() ? locale.toLanguageTag() : "en";
    }

    /** As in "German (Austria)". */
    String language() {
        return locale.getDisplayName(Locale.ENGLISH);
    }

    /** A text, plain or as a page has it between two tags. */
    String in(String text) {
        if (!differ()) {
            return text;
        }
        Matcher found = figures.matcher(text);
        StringBuilder all = new StringBuilder();
        while (found.find()) {
            String figure = found.group(1);
            found.appendReplacement(all, Matcher.quoteReplacement(figure == null ? found.group() : written(figure)));
        }
        return found.appendTail(all).toString();
    }

    private String written(String figure) {
        StringBuilder written = new StringBuilder(figure);
        for (int i = 0; i < written.length(); i++) {
            char each = figure.charAt(i);
            written.setCharAt(i, each == ',' ? thousands : each == '.' ? decimal : each);
        }
        return written.toString();
    }
}
