package tunewise.rulebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tunewise.plan.Finding;
import tunewise.question.ModelAsk;

/** The analysts' handbook names the facts and findings that there are. */
class RulesReadmeTest {
    private static final Path README = Path.of("rules/README.md");
    private static final String BEGIN = "<!-- vocabulary -->\n";
    private static final String END = "<!-- end of vocabulary -->";

    @Test
    void theHandbookNamesEveryFactAndFindingWithItsFields() throws IOException {
        String readme = Files.readString(README);
        String written = readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END));
        assertEquals(vocabulary(), written);
    }

    private static String vocabulary() {
        Map<String, Class<?>> facts = new TreeMap<>();
        Map<String, Class<?>> findings = new TreeMap<>();
        Vocabulary.FACTS.forEach(
                (name, type) -> (Finding.class.isAssignableFrom(type) ? findings : facts).put(name, type));
        return "| fact | fields |\n| --- | --- |\n" + rows(facts) + "\n| finding | fields |\n| --- | --- |\n"
                + rows(findings);
    }

    private static String rows(Map<String, Class<?>> types) {
        return types.values().stream()
                .map(type -> "| `" + type.getSimpleName() + "` | " + fields(type) + " |\n")
                .collect(Collectors.joining());
    }

    private static String fields(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RulesReadmeTest::field)
                .collect(Collectors.joining(", "));
    }

    private static String field(RecordComponent component) {
        return "`" + component.getName() + "` " + kind(component.getGenericType());
    }

    private static String kind(Type type) {
        if (type instanceof ParameterizedType list) {
            return "list of " + kind(list.getActualTypeArguments()[0]);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return Arrays.stream(plain.getEnumConstants())
                    .map(constant -> enclosed(plain) + "." + ((Enum<?>) constant).name())
                    .collect(Collectors.joining(" / ", "(", ")"));
        }
        return switch (plain.getSimpleName()) {
            case "int", "long", "Long", "Integer" -> "whole number";
            case "double", "Double" -> "number";
            case "boolean" -> "true or false";
            case "String" -> "text";
            case "LocalDate" -> "date";
            default -> plain == ModelAsk.class ? "model as asked" : plain.getSimpleName();
        };
    }

    private static String enclosed(Class<?> type) {
        Class<?> around = type.getEnclosingClass();
        return around == null ? type.getSimpleName() : around.getSimpleName() + "." + type.getSimpleName();
    }
}
