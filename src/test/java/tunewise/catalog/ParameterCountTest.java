package tunewise.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import tunewise.catalog.csv.CatalogFolder;

class ParameterCountTest {
    private static final Catalog CATALOG = CatalogFolder.catalog();

    @Test
    void everyModelOfTheCatalogIsCountedToTheLastWeight() {
        for (Model model : CATALOG.models()) {
            ParameterCount counted = ParameterCount.of(model.architecture().orElseThrow());
            assertEquals(model.parameters(), counted.total(), model.id());
            assertEquals(model.activeParameters(), counted.active(), model.id());
        }
        assertEquals(385, CATALOG.models().size());
    }

    @Test
    void aDenseModelIsAllActive() {
        assertEquals(new ParameterCount(8_030_261_248L, 8_030_261_248L), count("meta-llama/Llama-3.1-8B"));
    }

    @Test
    void aTokenPassesTwoOfEightExperts() {
        assertEquals(new ParameterCount(46_702_792_704L, 12_748_853_248L), count("mistralai/Mixtral-8x7B-v0.1"));
    }

    @Test
    void latentAttentionIsCountedByItsLowRanks() {
        assertEquals(new ParameterCount(671_026_419_200L, 36_625_618_432L), count("deepseek-ai/DeepSeek-V3"));
    }

    private static ParameterCount count(String id) {
        return CATALOG.models().stream()
                .filter(model -> model.id().equals(id))
                .map(model -> ParameterCount.of(model.architecture().orElseThrow()))
                .findFirst()
                .orElseThrow();
    }
}
