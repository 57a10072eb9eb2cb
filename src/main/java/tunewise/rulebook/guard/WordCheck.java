package tunewise.rulebook.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tunewise.catalog.Fault;
import tunewise.plan.Finding;

/**
 * Reads a rule file word by word, in the one form that rule files have, and refuses every word and sign that rules have
 * no use for. No word of a file is left unread: what this check cannot place is a fault.
 */
final class WordCheck {
    static final int MOST_OR_BRANCHES = 4;
    private static final Pattern ID = Pattern.compile("\"([A-Z]{3}-\\d{3}) .*");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}(?:\\.\\d{1,18})?(?:[eE]\\d{1,2})?[LlDdFf]?");
    private static final Set<String> WHEN_WORDS = Set.of(
            "not", "exists", "or", "and", "matches", "contains", "memberOf", "in", "true", "false", "null", "this");
    private static final Set<String> WHEN_SIGNS =
            Set.of("(", ")", ",", ".", ":", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "!", "+", "-", "*", "/", "%");
    private static final Set<String> THEN_WORDS = Set.of("new", "int", "long", "double", "true", "false", "null");
    private static final Set<String> THEN_SIGNS = Set.of("(", ")", ",", ".", "+", "-", "*", "/", "%", ";");
    private static final Set<String> FINDINGS = Stream.of(Finding.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> CONSTANTS = Permitted.TYPES.stream()
            .flatMap(type -> Permitted.constants(type).stream())
            .collect(Collectors.toUnmodifiableSet());
    private static final Word NOTHING = new Word(Word.Kind.SIGN, "", 0, 0);

    private final String path;
    private final List<Word> words;
    private final List<Fault> faults = new ArrayList<>();
    private String rule = "";
    private int at;

    private WordCheck(String path, String text) {
        this.path = path;
        this.words = Word.of(text);
    }

    /** What speaks against a file, one fault a line; the text has been parsed without a fault. */
    static List<Fault> check(String path, String text) {
        WordCheck check = new WordCheck(path, text);
        check.file();
        return check.faults;
    }

    private void file() {
        while (at < words.size() && !word().is("rule")) {
            header();
        }
        while (at < words.size()) {
            if (word().is("rule")) {
                rule();
            } else {
                refuse("is not allowed between rules.", "Maybe an 'end' comes too early.");
                skipTo("rule");
            }
        }
    }

    private void header() {
        if (word().is("package") || word().is("import")) {
            at++;
            while (word().kind() == Word.Kind.NAME || word().is(".") || word().is("*")) {
                at++;
                if (!word().is(".") && !before().is(".")) {
                    break;
                }
            }
        } else if (!agendaGroup() && !skip(";")) {
            refuse(
                    "is not allowed here: above the rules stand the package and the agenda group.",
                    "Maybe remove the line.");
            skipTo("rule");
        }
    }

    private boolean agendaGroup() {
        boolean found = word().is("agenda") && peek(1).is("-") && peek(2).is("group");
        if (found) {
            at += 3;
            if (word().kind() == Word.Kind.TEXT) {
                at++;
            }
        }
        return found;
    }

    private void rule() {
        at++;
        Matcher id = ID.matcher(word().text());
        rule = id.matches() ? id.group(1) : "";
        if (word().kind() == Word.Kind.TEXT) {
            at++;
        }
        while (at < words.size() && !word().is("when")) {
            if (!source() && !remedy() && !agendaGroup()) {
                refuse(
                        "is not allowed between a rule's name and 'when'.",
                        "Maybe put only @source( ... ) there, and @remedy( \"...\" ) of a rule that excludes.");
                skipTo("when");
            }
        }
        at++;
        when();
        at++;
        then();
        at++;
        rule = "";
    }

    private boolean source() {
        return annotation("source", true);
    }

    private boolean remedy() {
        return annotation("remedy", peek(3).kind() == Word.Kind.TEXT);
    }

    /** One word in brackets behind a name, if that word may stand there. */
    private boolean annotation(String name, boolean sound) {
        boolean found = sound && word().is("@") && peek(1).is(name) && peek(2).is("(") && peek(4).is(")");
        if (found) {
            at += 5;
        }
        return found;
    }

    private void when() {
        int branches = 0;
        for (; at < words.size() && !word().is("then"); at++) {
            branches += word().is("or") || word().is("||") ? 1 : 0;
            switch (word().kind()) {
                case NAME -> nameInWhen();
                case SIGN -> sign(WHEN_SIGNS, "in a condition.");
                case TEXT -> textInWhen();
                case NUMBER -> number();
            }
        }
        if (branches > MOST_OR_BRANCHES) {
            tooMany(
                    "the conditions have more than " + MOST_OR_BRANCHES + " 'or'.",
                    "Maybe several rules say it, or a list of the catalog.");
        }
    }

    private void nameInWhen() {
        if (before().is(".")) {
            member();
        } else if (Character.isUpperCase(word().text().charAt(0))) {
            type(Permitted.TYPE_NAMES);
        } else if (!word().text().startsWith("$")
                && !WHEN_WORDS.contains(word().text())
                && !Permitted.MEMBER_NAMES.contains(word().text())) {
            refuse(
                    "is not a word that conditions know.",
                    "Maybe you mean a field of the fact; rules/README.md has them.");
        }
        if (word().is("matches") && peek(1).kind() != Word.Kind.TEXT) {
            refuse("takes a text in double quotes, and nothing else.", "Maybe '==' compares with the other value.");
        }
    }

    private void textInWhen() {
        if (before().is("matches")) {
            String pattern = word().text().substring(1, word().text().length() - 1);
            TextLimits.ofMatching(pattern)
                    .or(() -> TextLimits.ofSyntax(pattern))
                    .ifPresent(problem -> refuse(problem, TextLimits.SIMPLER));
        } else {
            TextLimits.ofEscapes(word().text()).ifPresent(problem -> refuse(problem, "Maybe the backslash can go."));
        }
    }

    private void textInThen() {
        boolean filledIn = peek(1).is(".") && peek(2).is("formatted");
        TextLimits.ofEscapes(word().text()).ifPresent(problem -> refuse(problem, "Maybe the backslash can go."));
        TextLimits.ofFormat(word().text(), filledIn)
                .ifPresent(problem -> refuse(problem, "Maybe \"%.1f\" or \"%d\" does."));
    }

    private void then() {
        if (word().is("insert")) {
            at++;
        }
        int texts = 0;
        for (; at < words.size() && !word().is("end"); at++) {
            texts += word().is("formatted") || word().is("join") ? 1 : 0;
            switch (word().kind()) {
                case NAME -> nameInThen();
                case SIGN -> sign(THEN_SIGNS, "after 'then'.");
                case TEXT -> textInThen();
                case NUMBER -> number();
            }
        }
        if (texts > TextLimits.MOST_MADE) {
            tooMany(
                    "the finding is made with more than " + TextLimits.MOST_MADE + " of 'formatted' and 'join'.",
                    "Maybe one sentence with several %s says it.");
        }
    }

    private void nameInThen() {
        if (before().is(".")) {
            member();
            if (word().is("formatted") && !endsInText(at - 2)) {
                refuse("follows a text in double quotes, and nothing else.", "Maybe \"%s\".formatted( ... ).");
            }
        } else if (Character.isUpperCase(word().text().charAt(0))) {
            boolean join = word().is("String") && peek(1).is(".") && peek(2).is("join");
            if (!join) {
                type(before().is("new") ? FINDINGS : Permitted.TYPE_NAMES);
            }
        } else if (!word().text().startsWith("$") && !THEN_WORDS.contains(word().text())) {
            refuse("is not a word that findings are made with.", "Maybe you mean a variable of 'when', as in $plan.");
        }
    }

    private void number() {
        if (!NUMBER.matcher(word().text()).matches()) {
            refuse("is not a number.", "Maybe digits, as in 2 or 0.5.");
        }
    }

    private boolean endsInText(int index) {
        return index >= 0 && words.get(index).kind() == Word.Kind.TEXT;
    }

    private void member() {
        String name = word().text();
        boolean known = Permitted.MEMBER_NAMES.contains(name)
                || CONSTANTS.contains(name)
                || Permitted.TYPE_NAMES.contains(name);
        if (!known) {
            refuse(
                    "is neither a field of a fact nor one of its methods.",
                    SpellingAdvice.maybe(name, Permitted.MEMBER_NAMES));
        }
    }

    private void type(Set<String> known) {
        if (!known.contains(word().text())) {
            refuse("is not a fact, a finding or one of their values.", SpellingAdvice.maybe(word().text(), known));
        }
    }

    private void sign(Set<String> known, String where) {
        if (word().is("/*")) {
            refuse("is not allowed " + where, "Maybe the comment can begin with '//', above the rule.");
        } else if (!known.contains(word().text())) {
            refuse("is not allowed " + where, "Maybe it is simpler, as the rules around it are.");
        } else if (word().is("!") && peek(1).is(".")) {
            refuse("before a dot is not allowed " + where, "Maybe '!= null' says it first.");
        }
    }

    /** One fault a line: what else is wrong with it mostly follows. */
    private void refuse(String message, String hint) {
        if (faults.stream().noneMatch(fault -> fault.line() == word().line())) {
            faults.add(new Fault(path, word().line(), word().column(), rule, quoted() + " " + message, hint));
        }
    }

    private void tooMany(String message, String hint) {
        faults.add(new Fault(path, before().line(), 0, rule, message, hint));
    }

    private String quoted() {
        StringBuilder chain = new StringBuilder(word().text());
        for (int i = 1;
                word().kind() == Word.Kind.NAME
                        && peek(i).is(".")
                        && peek(i + 1).kind() == Word.Kind.NAME;
                i += 2) {
            chain.append('.').append(peek(i + 1).text());
        }
        return word().kind() == Word.Kind.TEXT ? "a text" : "'" + chain + "'";
    }

    private boolean skip(String sign) {
        boolean found = word().is(sign);
        at += found ? 1 : 0;
        return found;
    }

    private void skipTo(String name) {
        while (at < words.size() && !word().is(name)) {
            at++;
        }
    }

    private Word word() {
        return peek(0);
    }

    private Word before() {
        return peek(-1);
    }

    private Word peek(int ahead) {
        int index = at + ahead;
        return index >= 0 && index < words.size() ? words.get(index) : NOTHING;
    }
}
