package tunewise.workshop.prices;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A price list that is taken over again and again.
 *
 * @param name what it is called in log, page and ledger
 * @param form its form; null to tell by how it begins
 * @param provider whose prices they are, where the list does not say; null otherwise
 * @param tokenVariable the environment variable with the key that the address asks for; null where it asks for none
 */
public record ConfiguredList(
        String name, URI address, @Nullable PriceForm form, @Nullable String provider, @Nullable String tokenVariable) {
    private static final List<String> COLUMNS = List.of("name", "address", "form", "provider", "token_env");

    /**
     * The lists of a CSV file with the columns name, address, form, provider and token_env.
     *
     * @throws PriceListException when the file is not there, or with what is wrong in it
     */
    public static List<ConfiguredList> read(Path file) {
        List<ConfiguredList> lists = new ArrayList<>();
        Set<String> names = new HashSet<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(Files.readString(file))) {
            for (NamedCsvRecord row : reader) {
                String place = file.getFileName() + ":" + row.getStartingLineNumber() + ": ";
                if (!row.getHeader().containsAll(COLUMNS)) {
                    throw new PriceListException(
                            file.getFileName() + ":1: the columns are " + String.join(", ", row.getHeader()) + ", and "
                                    + String.join(", ", COLUMNS) + " are expected. Maybe one is misspelt.");
                }
                if (!names.add(row.getField("name"))) {
                    throw new PriceListException(
                            place + "the name '" + row.getField("name") + "' appears twice. Maybe remove one.");
                }
                lists.add(of(row, place));
            }
        } catch (NoSuchFileException e) {
            throw new PriceListException(
                    "'" + file + "' is not there. Maybe --lists names another file; it has the columns "
                            + String.join(", ", COLUMNS) + ".");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lists;
    }

    private static ConfiguredList of(NamedCsvRecord row, String place) {
        String form = row.getField("form");
        PriceForm known = Stream.of(PriceForm.values())
                .filter(each -> each.id().equals(form))
                .findFirst()
                .orElse(null);
        if (known == null && !form.isEmpty()) {
            throw new PriceListException(
                    place + "'" + form + "' is not a format of price lists. Maybe leave it blank.");
        }
        String address = row.getField("address");
        if (!address.matches("https?://\\S+")) {
            throw new PriceListException(
                    place + "'" + address + "' is not an address. Maybe https:// is missing before it.");
        }
        return new ConfiguredList(
                row.getField("name"),
                URI.create(address),
                known,
                blankAsNull(row.getField("provider")),
                blankAsNull(row.getField("token_env")));
    }

    private static @Nullable String blankAsNull(String cell) {
        return cell.isBlank() ? null : cell.strip();
    }
}
