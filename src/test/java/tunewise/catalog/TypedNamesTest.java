package tunewise.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import tunewise.catalog.csv.CatalogFolder;

/** Models by the names that people type for them, down to quantised copies and retrainings under another name. */
class TypedNamesTest {
    private static final Catalog CATALOG = CatalogFolder.catalog();
    private static final ModelNames NAMES = ModelNames.of(CATALOG);

    @ParameterizedTest
    @CsvFileSource(resources = "/typed-names.csv", numLinesToSkip = 1)
    void theModelThatIsMeantIsFound(String typed, String id) {
        ModelNames.Found found = assertInstanceOf(ModelNames.Found.class, NAMES.find(typed), typed);
        assertEquals(id, found.model().id());
    }

    /** What cannot be trained, or could be several models, is never taken for another one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "t5-large",
                "flan t5 base",
                "whisper large v3",
                "gpt-4o",
                "claude",
                "gemini 2.5",
                "llama 7b",
                "qwen 7b",
                "deepseek r1 8b",
                "rwkv 7b"
            })
    void anotherModelIsNotTakenForIt(String typed) {
        assertInstanceOf(ModelNames.Unknown.class, NAMES.find(typed));
    }

    @Test
    void namesThatAreNoModelSayWhy() {
        for (String typed : List.of("whisper large v3", "t5-large", "claude", "mamba 2.8b", "mistral medium")) {
            ModelNames.Unknown unknown = assertInstanceOf(ModelNames.Unknown.class, NAMES.find(typed), typed);
            assertTrue(unknown.message().contains("catalog: "), unknown.message());
        }
    }
}
