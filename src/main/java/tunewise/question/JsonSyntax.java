package tunewise.question;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tunewise.text.ValueText;

/** What the JSON parser says, in words for the person who wrote the JSON. */
final class JsonSyntax {
    private static final Pattern TOKEN = Pattern.compile("^(?:Unrecognized|Non-standard) token '([^']+)'");
    private static final List<Wording> WORDINGS = List.of(
            new Wording(
                    "end-of-input",
                    "the text ends too early.",
                    "Maybe a closing brace, bracket or quote is missing at its end."),
            new Wording(
                    "Unexpected close marker",
                    "%s closes what is not open.",
                    "Maybe a brace was closed by a bracket, or one is too many."),
            new Wording("comment", "JSON has no comments.", "Maybe the comment can go."),
            new Wording(
                    "start property name",
                    "%s stands where the name of a field in double quotes was expected.",
                    "Maybe the name lacks its double quotes, or the comma before it is one too many."),
            new Wording(
                    "a colon",
                    "%s stands where a colon between name and value was expected.",
                    "Maybe the colon is missing."),
            new Wording(
                    "comma to separate",
                    "%s stands where a comma or the end was expected.",
                    "Maybe the comma is missing, or a text lacks its double quotes."),
            new Wording(
                    "numeric value",
                    "a number is not written as JSON writes it.",
                    "Maybe digits with a decimal point, as in 0.5, without a plus sign or leading zeros."),
            new Wording(
                    "unquoted character",
                    "a line break or control character stands inside a text.",
                    "Maybe the closing quote before it is missing, or it has to be written as \\n."),
            new Wording("root-level", "%s follows after the end.", "Maybe a brace or a digit before it is too many."),
            new Wording(
                    "Illegal character",
                    "a control character stands between the values.",
                    "Maybe it was pasted along and can go."),
            new Wording("escape", "a backslash is not followed by an escape.", "Maybe two backslashes are meant."),
            new Wording(
                    "valid value",
                    "%s stands where a value was expected.",
                    "Maybe a text lacks its double quotes, or a number its leading zero."),
            new Wording("expected a value", "%s stands where a value was expected.", "Maybe the value is missing."),
            new Wording(
                    "nesting depth",
                    "objects and lists are nested more than " + JsonSource.DEEPEST + " deep.",
                    "Maybe a bracket is repeated by mistake."),
            new Wording(
                    "String value length",
                    "a text is longer than " + JsonSource.LONGEST_TEXT + " characters.",
                    "Maybe something else was pasted."),
            new Wording(
                    "Name length",
                    "the name of a field is longer than " + JsonSource.LONGEST_NAME + " characters.",
                    "Maybe a quote is missing."),
            new Wording(
                    "Number value length",
                    "a number has more than " + JsonSource.LONGEST_NUMBER + " digits.",
                    "Maybe a text was meant."),
            new Wording(
                    "Document length",
                    "the text is longer than " + JsonSource.LONGEST + " characters.",
                    "Maybe something else was pasted."));

    private JsonSyntax() {}

    static JsonFault fault(JacksonException e, TokenStreamLocation reached, String json) {
        TokenStreamLocation at = e.getLocation() == null ? reached : e.getLocation();
        String said = String.valueOf(e.getOriginalMessage());
        Matcher token = TOKEN.matcher(said);
        if (token.find()) {
            String word = token.group(1);
            int column = said.startsWith("Non-standard") ? at.getColumnNr() - word.length() : at.getColumnNr();
            return new JsonFault(
                    at.getLineNr(),
                    Math.max(1, column),
                    ValueText.value(word) + " is no value: a text in double quotes, a number, true, false, null,"
                            + " a list or an object was expected. " + hint(word));
        }
        for (Wording wording : WORDINGS) {
            if (said.contains(wording.sign())) {
                String message = wording.message().replace("%s", found(json, at)) + " " + wording.hint();
                return new JsonFault(at.getLineNr(), at.getColumnNr(), message);
            }
        }
        return new JsonFault(
                at.getLineNr(), at.getColumnNr(), "this cannot be read as JSON. Maybe something before it is missing.");
    }

    private static String hint(String word) {
        return switch (word) {
            case "NaN", "Infinity", "-Infinity", "undefined" -> "Maybe the field can be left out.";
            case "True", "False", "TRUE", "FALSE" -> "Maybe it is meant in lower case.";
            case "None", "nil", "NULL" -> "Maybe null is meant.";
            default -> "Maybe the double quotes are missing.";
        };
    }

    private static String found(String json, TokenStreamLocation at) {
        List<String> lines = json.lines().toList();
        int row = at.getLineNr() - 1;
        int column = at.getColumnNr() - 1;
        if (row < 0
                || row >= lines.size()
                || column < 0
                || column >= lines.get(row).length()) {
            return "the end";
        }
        int letter = lines.get(row).codePointAt(column);
        return letter == '\'' ? "a single quote" : ValueText.value(Character.toString(letter));
    }

    private record Wording(String sign, String message, String hint) {}
}
