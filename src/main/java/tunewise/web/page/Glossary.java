package tunewise.web.page;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Words of the field that not everybody knows, explained where they stand and on a page of their own. */
public record Glossary(List<Term> terms) {
    private static final Map<String, Term> BY_NAME = new LinkedHashMap<>();
    private static final List<Term> ALL = read();
    private static final Pattern NAMES = Pattern.compile("(?<![\\w-])(?:"
            + BY_NAME.keySet().stream()
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|"))
            + ")(?![\\w-])");

    /**
     * A word and what it means.
     *
     * @param id where it stands on the page
     * @param name as a heading
     */
    public record Term(String id, String name, String says) {}

    /** A piece of a text; term is what it names, or null. */
    public record Piece(String text, @Nullable Term term) {}

    public static Glossary all() {
        return new Glossary(ALL.stream()
                .sorted(Comparator.comparing(Term::name, String.CASE_INSENSITIVE_ORDER))
                .toList());
    }

    /** A text in pieces, each term marked where it first stands. */
    public static List<Piece> marked(String text) {
        List<Piece> pieces = new ArrayList<>();
        Set<Term> seen = new HashSet<>();
        Matcher names = NAMES.matcher(text);
        int from = 0;
        while (names.find()) {
            Term term = Objects.requireNonNull(BY_NAME.get(names.group()));
            if (seen.add(term)) {
                pieces.add(new Piece(text.substring(from, names.start()), null));
                pieces.add(new Piece(names.group(), term));
                from = names.end();
            }
        }
        pieces.add(new Piece(text.substring(from), null));
        return pieces;
    }

    private static List<Term> read() {
        List<Term> terms = new ArrayList<>();
        try (InputStream file =
                        Objects.requireNonNull(Glossary.class.getResourceAsStream("/tunewise/web/page/glossary.csv"));
                CsvReader<NamedCsvRecord> rows =
                        CsvReader.builder().ofNamedCsvRecord(new String(file.readAllBytes(), StandardCharsets.UTF_8))) {
            for (NamedCsvRecord row : rows) {
                List<String> names =
                        Stream.of(row.getField("names").split("\\|", -1)).toList();
                Term term = new Term(row.getField("term"), names.get(0), row.getField("says"));
                terms.add(term);
                names.forEach(name -> BY_NAME.put(name, term));
            }
            return terms;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
