package tunewise.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tunewise.catalog.csv.CatalogFolder;

class ModelNamesTest {
    private static final Catalog CATALOG = CatalogFolder.catalog();
    private static final ModelNames NAMES = ModelNames.of(CATALOG);

    @ParameterizedTest
    @CsvSource({
        "meta-llama/Llama-3.1-8B, meta-llama/Llama-3.1-8B",
        "META-LLAMA/llama-3.1-8b, meta-llama/Llama-3.1-8B",
        "llama-3.1-8b, meta-llama/Llama-3.1-8B",
        "llama3.1 8b, meta-llama/Llama-3.1-8B",
        "Llama 3.1 8 B, meta-llama/Llama-3.1-8B",
        "Llama 3.1 8 billion, meta-llama/Llama-3.1-8B",
        "Llama 3.1 8B Instruct, meta-llama/Llama-3.1-8B",
        "meta-llama/Llama-3.1-8B-Instruct, meta-llama/Llama-3.1-8B",
        "meta-llama/Meta-Llama-3.1-70B-Instruct, meta-llama/Llama-3.1-70B",
        "Llama 2 7B, meta-llama/Llama-2-7b-hf",
        "llama-2-7b, meta-llama/Llama-2-7b-hf",
        "Llama-2-7b-chat-hf, meta-llama/Llama-2-7b-hf",
        "llama2-70b, meta-llama/Llama-2-70b-hf",
        "Mixtral 8x7B, mistralai/Mixtral-8x7B-v0.1",
        "mixtral 8 x 7b, mistralai/Mixtral-8x7B-v0.1",
        "mistral 7b, mistralai/Mistral-7B-v0.3",
        "qwen 2.5 7b instruct, Qwen/Qwen2.5-7B",
        "Qwen2.5-0.5B, Qwen/Qwen2.5-0.5B",
        "phi 1.5, microsoft/phi-1_5",
        "phi-4, microsoft/phi-4",
        "gpt2, openai-community/gpt2",
        "command r+, CohereLabs/c4ai-command-r-plus",
        "command r plus, CohereLabs/c4ai-command-r-plus",
        "DeepSeek R1, deepseek-ai/DeepSeek-R1",
        "deepseek-r1-distill-llama-70b, deepseek-ai/DeepSeek-R1-Distill-Llama-70B",
        "GLM 4.6, zai-org/GLM-4.6"
    })
    void aNameIsFoundHoweverItIsWritten(String typed, String id) {
        assertEquals(id, found(typed));
    }

    @Test
    void everyIdNameAndAliasFindsItsModel() {
        for (Model model : CATALOG.models()) {
            assertEquals(model.id(), found(model.id()));
            assertEquals(model.id(), found(model.name()));
        }
        CATALOG.aliases().forEach((alias, id) -> assertEquals(id, found(alias)));
    }

    @Test
    void aNameThatNeverExistedIsExplained() {
        assertEquals(
                new ModelNames.Unknown(
                        List.of("mistralai/Mistral-Nemo-Base-2407", "meta-llama/Llama-2-13b-hf"),
                        "'Mistral 13B' is not a model of the catalog: Mistral never published a 13B.",
                        "Maybe you mean mistralai/Mistral-Nemo-Base-2407 or meta-llama/Llama-2-13b-hf."),
                NAMES.find("Mistral 13B"));
        assertEquals(
                List.of("mistralai/Mixtral-8x7B-v0.1"), unknown("mistral-moe").suggestionIds());
        assertEquals(
                List.of("deepseek-ai/DeepSeek-R1-Distill-Llama-70B"),
                unknown("DeepSeek R1 70B").suggestionIds());
    }

    @ParameterizedTest
    @CsvSource({
        "Lama 3.1 8B, meta-llama/Llama-3.1-8B",
        "llama27b, meta-llama/Llama-2-7b-hf",
        "Mixtrall 8x7B, mistralai/Mixtral-8x7B-v0.1",
        "qwen 3 8, Qwen/Qwen3-8B",
        "unsloth/Llama-3.1-8B-Instruct, meta-llama/Llama-3.1-8B"
    })
    void aMistypedNameBringsItsModelFirst(String typed, String id) {
        assertEquals(id, unknown(typed).suggestionIds().get(0));
    }

    @Test
    void aSuggestionHasAboutTheSizeThatWasAskedFor() {
        for (String id : unknown("Llama 3.1 65B").suggestionIds()) {
            assertTrue(id.matches("(?i).*-(70|65|30)b.*"), id);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "zzzzzzzzzzzzzzzz", "!?", "\uD83E\uDD99"})
    void nonsenseBringsNoSuggestionButAWayOut(String typed) {
        assertEquals(List.of(), unknown(typed).suggestionIds());
        assertEquals(
                "Maybe its size in billions of parameters, or its config.json, can be given instead.",
                unknown(typed).hint());
    }

    @Test
    void aVeryLongNameIsCutInTheMessage() {
        assertTrue(unknown("x".repeat(100_000)).message().length() < 200);
    }

    @Test
    void whileTypingEveryWordNarrowsTheList() {
        assertEquals(List.of("meta-llama/Llama-3.1-8B", "meta-llama/Llama-3.1-70B"), ids(NAMES.search("llama 3.1", 2)));
        assertEquals("Qwen/Qwen3-8B", ids(NAMES.search("qwen3 8b", 5)).get(0));
        assertEquals("mistralai/Mixtral-8x7B-v0.1", ids(NAMES.search("mixt", 5)).get(0));
    }

    @Test
    void aSizeAloneListsTheModelsOfThatSize() {
        List<Model> models = NAMES.search("8b", 10);
        assertTrue(ids(models).contains("meta-llama/Llama-3.1-8B"));
        for (Model model : models) {
            assertTrue(model.parametersB() > 7 && model.parametersB() < 9, model.id());
        }
    }

    @Test
    void aTypoInTheSearchStillListsSomething() {
        assertEquals(
                "meta-llama/Llama-3.1-8B", ids(NAMES.search("lamma 3.1 8b", 5)).get(0));
    }

    @Test
    void nothingTypedListsTheSmallestModels() {
        assertEquals(10, NAMES.search("", 10).size());
    }

    private static String found(String typed) {
        return assertInstanceOf(ModelNames.Found.class, NAMES.find(typed), typed)
                .model()
                .id();
    }

    private static ModelNames.Unknown unknown(String typed) {
        return assertInstanceOf(ModelNames.Unknown.class, NAMES.find(typed), typed);
    }

    private static List<String> ids(List<Model> models) {
        return models.stream().map(Model::id).toList();
    }
}
