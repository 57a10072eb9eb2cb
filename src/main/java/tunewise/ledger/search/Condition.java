package tunewise.ledger.search;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tunewise.ledger.entry.RecommendationSummary;

/** Criteria as terms of a where clause, with the values they name. */
record Condition(List<String> terms, Map<String, Object> values, boolean byRule, boolean byAmount) {
    /** Criteria of which one value may well hold for half of all, and which no index has in order of amounts. */
    private static final Set<Criterion> COMMON = EnumSet.of(Criterion.CAME_FROM, Criterion.RELEASE, Criterion.CHAIN);

    static Condition of(Map<Criterion, String> where) {
        return of(where, false);
    }

    /** byAmount tells that rows are wanted in order of dollars or hours, only the first of which are read. */
    static Condition of(Map<Criterion, String> where, boolean byAmount) {
        Condition condition =
                new Condition(new ArrayList<>(), new LinkedHashMap<>(), where.containsKey(Criterion.RULE), byAmount);
        where.forEach(condition::add);
        return condition;
    }

    String tables() {
        return byRule ? "fired join search on search.place = fired.place" : "search";
    }

    private void add(Criterion criterion, String value) {
        switch (criterion) {
            case FROM -> term(created() + " >= :from", "from", Query.since(value));
            case TO -> term(created() + " < :until", "until", Query.until(value));
            case RULE -> term("fired.rule = :rule", "rule", value.toUpperCase(Locale.ROOT));
            case TEXT -> text(value);
            case REVIEW -> {
                if (value.equals(RecommendationSummary.REVIEWED)) {
                    term("search.review <> :review", "review", RecommendationSummary.NOT_REVIEWED);
                } else {
                    term("search.review = :review", "review", value);
                }
            }
            default -> {
                String column = "search." + criterion.column().orElseThrow();
                // An index of these would find half of all rows, only to have them sorted; the function keeps it
                // out.
                String compared = byAmount && COMMON.contains(criterion) ? "coalesce(" + column + ", '')" : column;
                term(compared + " = :" + criterion.parameter(), criterion.parameter(), value);
            }
        }
    }

    private String created() {
        return byRule ? "fired.created" : "search.created";
    }

    private void text(String value) {
        List<String> words = words(value);
        for (int i = 0; i < words.size(); i++) {
            String literal = words.get(i).replace("!", "!!").replace("%", "!%").replace("_", "!_");
            term("search.words like :word" + i + " escape '!'", "word" + i, "%" + literal + "%");
        }
    }

    private void term(String term, String name, Object value) {
        terms.add(term);
        values.put(name, value);
    }

    /** The words of a text, in lower case; none of a blank one. */
    static List<String> words(String text) {
        return text.isBlank()
                ? List.of()
                : List.of(text.toLowerCase(Locale.ROOT).strip().split("\\s+", -1));
    }

    static String where(List<String> terms) {
        return terms.isEmpty() ? "" : " where " + String.join(" and ", terms);
    }
}
