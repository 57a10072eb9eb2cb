package tunewise.workshop.prices;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.ListedNames;
import tunewise.service.ProgressListener;
import tunewise.text.Choice;

/**
 * A price list that was read to its end.
 *
 * @param name of its file or address
 * @param rows how many rows were read
 * @param leftOut rows that hold no price that can be read
 */
public record PriceList(PriceForm form, String name, int rows, List<ListedPrice> listings, List<LeftOut> leftOut) {
    /** Lists of more bytes are refused. */
    public static final int MOST_BYTES = 64 << 20;

    /** How much is looked at to find out the form. */
    private static final int BEGINNING = 1 << 16;

    private static final int STEP_BYTES = 1 << 16;

    public PriceList {
        listings = List.copyOf(listings);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * What is to be read.
     *
     * @param name of the file, for places
     * @param form null where the list has to show it by itself
     * @param provider whose list it is; null where the list or its name says so
     * @param bytes its length; 0 where nobody knows
     */
    public record Input(
            InputStream stream, String name, @Nullable PriceForm form, @Nullable String provider, long bytes) {
        String fileName() {
            return PriceList.fileName(name);
        }
    }

    /**
     * Reads a list.
     *
     * @param steps hears how many bytes of how many were read
     * @throws PriceListException when the list as a whole cannot be read; nothing is taken of it then
     */
    public static PriceList read(Input input, ListedNames names, ProgressListener steps) {
        InputStream counted = new Counted(input.stream, input.name, input.bytes, steps);
        try (BufferedReader text = new BufferedReader(
                new InputStreamReader(
                        counted,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                BEGINNING)) {
            String beginning = beginning(text);
            PriceForm form = input.form == null ? form(input.name, beginning) : input.form;
            String provider = form.needsProvider() ? provider(input, form, names) : input.provider;
            ListContent found = new ListContent();
            form.reader().read(new ListReader.Source(text, input.fileName(), provider, names), found);
            if (found.rows() == 0) {
                throw new PriceListException(input.name + " has no rows. Maybe the download broke off.");
            }
            return new PriceList(form, input.name, found.rows(), found.listings(), found.leftOut());
        } catch (CharacterCodingException e) {
            throw new PriceListException(
                    input.name
                            + " is not UTF-8 text. Nothing was taken. Maybe it is packed, or saved in another "
                            + "encoding.",
                    e);
        } catch (IOException e) {
            throw new PriceListException(
                    input.name + " could not be read to its end: " + e.getMessage()
                            + ". Nothing was taken. Maybe try again.",
                    e);
        }
    }

    /** The last part of its name, which is enough for places. */
    String fileName() {
        return fileName(name);
    }

    private static String fileName(String name) {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    private static String beginning(BufferedReader text) throws IOException {
        text.mark(BEGINNING);
        int first = text.read();
        if (first != '\uFEFF') {
            text.reset();
        }
        text.mark(BEGINNING);
        char[] some = new char[BEGINNING - 1];
        int length = 0;
        int read;
        while (length < some.length && (read = text.read(some, length, some.length - length)) >= 0) {
            length += read;
        }
        text.reset();
        return new String(some, 0, length);
    }

    private static PriceForm form(String name, String beginning) {
        return PriceForm.of(beginning)
                .orElseThrow(() -> new PriceListException(name + " is in no format we know ("
                        + String.join(
                                ", ",
                                Stream.of(PriceForm.values()).map(Choice::id).toList())
                        + "); it begins with '"
                        + Numbers.shortened(
                                beginning.strip().lines().findFirst().orElse(""))
                        + "'. Maybe it is an error page, or --source names the format."));
    }

    /** Whose list it is, if need be by the name of its file or folder, as in {@code catalogs/v8/lambda/vms.csv}. */
    private static String provider(Input input, PriceForm form, ListedNames names) {
        if (input.provider != null) {
            return input.provider;
        }
        return Stream.of(input.name.split("[/\\\\]", -1))
                .map(part -> part.toLowerCase(Locale.ROOT).replaceAll("\\.[a-z]+$|-\\d{4}-\\d\\d-\\d\\d|-excerpt", ""))
                .map(part -> part.replaceAll("\\.[a-z]+$", ""))
                .filter(part -> ListedNameLookup.provider(names, part).isPresent())
                .reduce((one, later) -> later)
                .orElseThrow(() -> new PriceListException(input.name + ": a " + form.title()
                        + " does not say whose prices these are. Maybe --provider lambda shows how."));
    }

    /** Counts what is read and refuses too much. */
    private static final class Counted extends FilterInputStream {
        private final String name;
        private final long all;
        private final ProgressListener steps;
        private long count;
        private long reported;

        Counted(InputStream in, String name, long all, ProgressListener steps) {
            super(in);
            this.name = name;
            this.all = all;
            this.steps = steps;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int more) {
            count += more;
            if (count > MOST_BYTES) {
                throw new PriceListException(name + " is longer than " + (MOST_BYTES >> 20)
                        + " MiB. Nothing was taken. Maybe it is not a price list.");
            }
            if (count - reported >= STEP_BYTES && all > 0) {
                reported = count;
                steps.at((int) Math.min(count, all), (int) all);
            }
        }
    }
}
