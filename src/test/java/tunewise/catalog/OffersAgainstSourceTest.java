package tunewise.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tunewise.catalog.csv.CatalogReader;
import tunewise.fixtures.ShippedRules;

/** The shipped offers hold what the collected price lists say: {@code src/test/resources/price-lists/2026-late.csv}. */
class OffersAgainstSourceTest {
    private static final Catalog CATALOG = CatalogReader.read(ShippedRules.AS_SHIPPED.rules());
    private static final List<NamedCsvRecord> ROWS = rows();

    /** The days of the lists; what is older or newer came from elsewhere. */
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 8, 22);

    private static final LocalDate LAST_DAY = LocalDate.of(2026, 11, 9);

    @Test
    void aHundredOffersDrawnAtRandomAreRowsOfTheirSources() {
        List<Offer> offers = new ArrayList<>(listed());
        Collections.shuffle(offers, new Random());

        for (Offer offer : offers.subList(0, 100)) {
            assertTrue(ROWS.stream().anyMatch(row -> isOf(row, offer)), offer::toString);
        }
    }

    @Test
    void anOfferAtAnotherPriceIsNone() {
        Offer offer = listed().get(0);
        Offer dearer = new Offer(
                offer.id(),
                offer.provider(),
                offer.gpu(),
                offer.commitment(),
                offer.gpuCount(),
                offer.mostGpus(),
                Objects.requireNonNull(offer.usdPerHour()) + 0.01,
                null,
                offer.terms(),
                offer.validFrom(),
                offer.validTo(),
                offer.source(),
                offer.looked(),
                offer.note());

        assertTrue(ROWS.stream().anyMatch(row -> isOf(row, offer)));
        assertTrue(ROWS.stream().noneMatch(row -> isOf(row, dearer)));
    }

    @Test
    void thereAreMoreThanTwentyProvidersAtEachPriceOfItsDay() {
        Set<String> providers = listed().stream().map(Offer::provider).collect(Collectors.toSet());

        assertTrue(providers.size() >= 20, providers.toString());
        assertTrue(listed().stream().allMatch(offer -> offer.validFrom().equals(offer.looked())));
    }

    /** No row without a day, no median, no least bid, no serving: none of them is a machine at a price of a day. */
    @Test
    void whatIsNoPriceOfAMachineIsLeftOut() {
        Set<String> tiers = new HashSet<>();
        listed().forEach(offer -> tiers.add(offer.terms().tier()));

        assertEquals(Set.of("standard", "secure", "community", "marketplace", "serverless"), tiers);
        assertTrue(ROWS.stream().anyMatch(row -> row.getField("observed_on").equals("unknown")));
    }

    private static List<Offer> listed() {
        return CATALOG.offers().stream()
                .filter(offer -> !offer.validFrom().isBefore(FIRST_DAY)
                        && !offer.validFrom().isAfter(LAST_DAY))
                .toList();
    }

    private static boolean isOf(NamedCsvRecord row, Offer offer) {
        return row.getField("provider").equals(offer.provider())
                && gpu(row.getField("gpu"), offer.gpu())
                && row.getField("gpu_count").equals(Integer.toString(offer.gpuCount()))
                && row.getField("commitment").equals(offer.commitment().id())
                && Double.parseDouble(row.getField("usd_per_hour")) == Objects.requireNonNull(offer.usdPerHour())
                && row.getField("observed_on").equals(offer.looked().toString())
                && row.getField("region").equals(offer.terms().place())
                && row.getField("instance").equals(offer.terms().instance())
                && source(row.getField("source"), offer);
    }

    /** A list that does not say PCIe or SXM was counted as the slower card, and some have other names for one. */
    private static boolean gpu(String listed, String gpu) {
        String plain = listed.replace(" (form unstated)", "");
        return gpu.equals(plain)
                || (listed.contains("(form unstated)") && gpu.startsWith(plain.replaceAll("-\\d+gb$", "")))
                || gpu.replace("-", "").startsWith(plain.replace("-", ""))
                || (plain.equals("rtx-6000-turing") && gpu.equals("quadro-rtx-6000"));
    }

    private static boolean source(String listed, Offer offer) {
        String title =
                Objects.requireNonNull(CATALOG.sources().get(offer.source())).title();
        String repository = listed.replaceFirst("^huggingface datasets ", "").split("[@ ]", 2)[0];
        return title.contains(repository);
    }

    private static List<NamedCsvRecord> rows() {
        try (InputStream in = Objects.requireNonNull(
                        OffersAgainstSourceTest.class.getResourceAsStream("/price-lists/2026-late.csv"));
                CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(in)) {
            return reader.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
