package tunewise.catalog.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.catalog.Catalog;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.catalog.Gpu;
import tunewise.catalog.Offer;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.Source;

class CatalogReaderTest {
    private static final Catalog CATALOG = CatalogFolder.catalog();

    @Test
    void everyRowOfTheCatalogsIsRead() {
        assertEquals(385, CATALOG.models().size());
        assertEquals(166, CATALOG.gpus().size());
        assertTrue(CATALOG.aliases().size() > 300);
        assertTrue(CATALOG.sources().keySet().containsAll(List.of("G01", "G52", "E01", "E30", "house")));
    }

    @Test
    void everyItemAndErratumOfTheGuideHasItsSentence() {
        for (int item = 1; item <= 52; item++) {
            assertEquals("guide", source("G%02d".formatted(item)).kind());
        }
        for (int erratum = 1; erratum <= 30; erratum++) {
            assertEquals("erratum", source("E%02d".formatted(erratum)).kind());
        }
    }

    @Test
    void correctedGpusCiteTheErratum() {
        for (String id : List.of("a100-pcie-80gb", "a100-sxm-80gb", "h100-sxm")) {
            assertTrue(gpu(id).source().contains("E20"), id);
        }
        assertEquals(1935, gpu("a100-pcie-80gb").bandwidthGbS());
        assertEquals(3350, gpu("h100-sxm").bandwidthGbS());
    }

    @Test
    void noGpuHoldsMoreThanItsSizeInGib() {
        for (Gpu gpu : CATALOG.gpus()) {
            assertTrue(gpu.usableGib() < gpu.memoryGb(), gpu.id());
        }
    }

    @Test
    void aBlankCellIsUnknownAndNotZero() {
        assertNull(gpu("t4").bf16Tflops());
        assertNull(gpu("a10").measuredTflops());
    }

    @Test
    void aPriceHoldsFromItsFirstToItsLastDay() {
        List<Offer> offers = CATALOG.offers().stream()
                .filter(offer -> offer.gpu().equals("l40s") && offer.validOn(LocalDate.of(2026, 6, 30)))
                .toList();
        assertEquals(
                List.of("runpod-l40s-on-demand"), offers.stream().map(Offer::id).toList());
    }

    @Test
    void windowsLineEndsAndAByteOrderMarkAreReadAlike() {
        SortedMap<String, String> files = CatalogFolder.files();
        files.replaceAll((path, text) -> "\uFEFF" + text.replace("\n", "\r\n"));
        assertEquals(CATALOG, CatalogReader.read(new RuleFiles(files)));
    }

    @Test
    void columnsMayStandInAnyOrder() {
        SortedMap<String, String> files = CatalogFolder.files();
        files.put(
                "rules/catalog/providers.csv",
                """
                name,page,source,id,role
                CoreWeave,,G49,coreweave,large-multi-gpu
                Lambda,,G49,lambda,reliability
                RunPod,,G49,runpod,price
                """);
        assertEquals(
                CATALOG.providers(), CatalogReader.read(new RuleFiles(files)).providers());
    }

    @Test
    void faultsOfAllFilesAreReportedAtOnce() {
        SortedMap<String, String> files = CatalogFolder.files();
        files.remove("rules/catalog/stacks.csv");
        files.merge("rules/catalog/policy.csv", "zero,none,share,nothing,house,2026-11-24\n", String::concat);
        FaultsException faults = assertThrows(FaultsException.class, () -> CatalogReader.read(new RuleFiles(files)));
        assertEquals(
                List.of("rules/catalog/policy.csv", "rules/catalog/stacks.csv"),
                faults.faults().stream().map(Fault::file).toList());
    }

    @Test
    void theRealFolderIsReadWhenItIsComplete() {
        RuleFiles files = RuleFiles.load(Path.of("rules"));
        boolean complete = Files.exists(Path.of("rules/catalog/offers.csv"));
        if (complete) {
            assertFalse(CatalogReader.read(files).offers().isEmpty());
        } else {
            assertThrows(FaultsException.class, () -> CatalogReader.read(files));
        }
    }

    private static Gpu gpu(String id) {
        return CATALOG.gpu(id).orElseThrow();
    }

    private static Source source(String id) {
        return Objects.requireNonNull(CATALOG.sources().get(id), id);
    }

    @Test
    void aFolderMayBeNamedByALink(@TempDir Path folder) throws IOException {
        Path link = Files.createSymbolicLink(
                folder.resolve("link"), Path.of("rules").toAbsolutePath());
        assertEquals(RuleFiles.load(Path.of("rules")), RuleFiles.load(link));
    }
}
