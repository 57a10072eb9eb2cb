package tunewise.catalog.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tunewise.catalog.Architecture;
import tunewise.catalog.Model;
import tunewise.catalog.csv.CatalogFolder;

class ConfigJsonTest {
    private static final Path CONFIGS = Path.of("src/test/resources/config-json");
    private static final Map<String, Model> MODELS =
            CatalogFolder.catalog().models().stream().collect(Collectors.toMap(Model::id, model -> model));

    @ParameterizedTest
    @MethodSource("configs")
    void aConfigJsonHasAsManyWeightsAsItsModelInTheCatalog(Path file) throws IOException {
        Model read = ConfigJson.read(config(Files.readString(file)));
        Model known =
                MODELS.get(file.getFileName().toString().replace("--", "/").replace(".json", ""));
        assertEquals(known.parameters(), read.parameters(), file.toString());
        assertEquals(known.activeParameters(), read.activeParameters(), file.toString());
        assertEquals(known.architecture(), read.architecture(), file.toString());
    }

    /** Models that the catalog does not have, by the counts that are published for them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    125239296   | {"model_type":"opt","hidden_size":768,"ffn_dim":3072,"num_attention_heads":12,"num_hidden_layers":12,"max_position_embeddings":2048,"vocab_size":50272,"word_embed_proj_dim":768,"do_layer_norm_before":true}
                    7721324544  | {"model_type":"qwen","hidden_size":4096,"intermediate_size":22016,"num_attention_heads":32,"num_hidden_layers":32,"kv_channels":128,"no_bias":true,"vocab_size":151936,"tie_word_embeddings":false}
                    6243584000  | {"model_type":"chatglm","hidden_size":4096,"ffn_hidden_size":13696,"num_attention_heads":32,"num_layers":28,"kv_channels":128,"multi_query_attention":true,"multi_query_group_num":2,"add_qkv_bias":true,"padded_vocab_size":65024,"seq_length":32768}
                    16375728128 | {"model_type":"deepseek","hidden_size":2048,"intermediate_size":10944,"moe_intermediate_size":1408,"n_routed_experts":64,"n_shared_experts":2,"num_experts_per_tok":6,"first_k_dense_replace":1,"num_attention_heads":16,"num_key_value_heads":16,"num_hidden_layers":28,"vocab_size":102400}
                    """)
    void modelsOutsideTheCatalogAreCountedToo(long parameters, String json) {
        assertEquals(parameters, ConfigJson.read(config(json)).parameters());
    }

    /** Layers that see only the tokens near, as the classes of transformers 5.18 take them from such a file. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    4096 | 32 | {"model_type":"mistral","sliding_window":4096}
                    0    | 0  | {"model_type":"mistral","sliding_window":null}
                    2047 | 32 | {"model_type":"phi3","sliding_window":2047}
                    4096 | 16 | {"model_type":"gemma2","head_dim":128,"sliding_window":4096}
                    1024 | 27 | {"model_type":"gemma3_text","head_dim":128,"sliding_window":1024}
                    128  | 16 | {"model_type":"qwen3","head_dim":128,"sliding_window":128,"use_sliding_window":true,"max_window_layers":16}
                    0    | 0  | {"model_type":"qwen3","head_dim":128,"sliding_window":128,"use_sliding_window":false,"max_window_layers":70}
                    0    | 0  | {"model_type":"llama","sliding_window":4096}
                    """)
    void aWindowCountsWhereItsLayersHaveIt(int window, int layers, String json) {
        String shape = json.replace(
                "}",
                ",\"hidden_size\":4096,\"intermediate_size\":14336,\"num_attention_heads\":32,"
                        + "\"num_key_value_heads\":8,\"num_hidden_layers\":32,\"vocab_size\":32000}");

        Architecture read = ConfigJson.read(config(shape)).architecture().orElseThrow();

        assertEquals(window, read.slidingWindow());
        assertEquals(layers, read.slidingLayers());
    }

    @Test
    void whatTheTypeImpliesStandsInTheNote() {
        Model model = ConfigJson.read(
                config(
                        """
                { "model_type": "mistral", "hidden_size": 4096, "intermediate_size": 14336, "num_attention_heads": 32,
                  "num_hidden_layers": 32, "vocab_size": 32000, "max_position_embeddings": 32768,
                  "quantization_config": { "quant_method": "awq" } }"""));
        assertEquals(
                "The weights were counted from the shape. Assumed, as usual for its model_type: "
                        + "tie_word_embeddings false,"
                        + " num_key_value_heads 8. Its files are stored in AWQ, and the weights were counted as "
                        + "they are"
                        + " in 16 bits. Train the 16-bit weights, or convert these files first.",
                model.note());
        assertEquals(7_241_732_096L, model.parameters());
        assertEquals("a pasted config.json", model.id());
        assertEquals(32_768, model.contextLength());
    }

    @Test
    void anInnerConfigMayLeaveOutWhatItsClassHasByDefault() {
        Model model = ConfigJson.read(
                config(
                        """
                { "model_type": "llava", "_name_or_path": "llava-hf/llava-1.5-7b-hf", "vision_config": {},
                  "text_config": { "model_type": "llama", "vocab_size": 32064 } }"""));
        assertEquals(7_063_427_072L, model.parameters());
        assertEquals("llava-hf/llava-1.5-7b-hf", model.id());
        assertTrue(model.note().contains("num_hidden_layers 32, hidden_size 4096"), model.note());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                                       | model_type is missing. Maybe this is not a config.json, or only a part of one.
                    {"dim":4096,"n_layers":32}                               | model_type is missing. Maybe this is Meta's params.json, and we need the config.json of the -hf repository.
                    {"peft_type":"LORA","r":8}                               | model_type is missing. Maybe this is the file of an adapter, and we need the config.json of its base model.
                    {"model_type":"qwen_2"}                                  | model_type 'qwen_2' is not one whose weights can be counted. Maybe you mean 'qwen2'. SIZE
                    {"model_type":"bert"} | num_hidden_layers is missing. hidden_size is missing. num_attention_heads is missing. vocab_size is missing. intermediate_size is missing. SIZE
                    {"model_type":"nemotron_h","hidden_size":64,"num_hidden_layers":4,"num_attention_heads":4,"vocab_size":99} | hybrid_override_pattern is missing, which says of what kind each layer is. SIZE
                    {"model_type":"llama","hidden_size":64,"num_hidden_layers":1,"num_attention_heads":4,"vocab_size":99,"intermediate_size":99,"layer_types":["linear_attention"]} | model_type 'llama' is not known to have layers without attention, but 1 are given. SIZE
                    {"model_type":"llama","hidden_size":64,"num_hidden_layers":2,"num_attention_heads":4,"vocab_size":99,"intermediate_size":99,"layer_types":["full_attention"]} | layer_types names 1 layers, but num_hidden_layers is 2. SIZE
                    {"model_type":"deepseek_v4","compress_ratios":[0,4]} | compress_ratios [0, 4] means attention over compressed keys, whose weights do not follow from one shape. SIZE
                    {"model_type":"llava_new","text_config":{"model_type":"llama"}} | model_type 'llava_new' is not one whose weights can be counted. SIZE
                    {"model_type":7}                                         | model_type 7 is not one whose weights can be counted. SIZE
                    {"model_type":"t5","is_encoder_decoder":true} | model_type 't5' is an encoder with a decoder beside it. Tunewise sizes models of one stack of layers only. SIZE
                    {"model_type":"nemotron-nas","block_configs":[1]}        | block_configs [1] means layers that were each given a shape of their own, whose weights do not follow from one shape. SIZE
                    {"model_type":"llama"}                                   | num_hidden_layers is missing. hidden_size is missing. num_attention_heads is missing. vocab_size is missing. intermediate_size is missing. SIZE
                    {"model_type":"llama","num_hidden_layers":1e12,"hidden_size":-4096,"num_attention_heads":"32","vocab_size":32000.5,"intermediate_size":11008,"tie_word_embeddings":"no"} | num_hidden_layers 1.0E12 is not a whole number from 1 to 1,000. hidden_size -4096 is not a whole number from 1 to 1,000,000. num_attention_heads '32' is not a whole number from 1 to 10,000. vocab_size 32000.5 is not a whole number from 1 to 10,000,000. tie_word_embeddings 'no' is neither true nor false. SIZE
                    {"model_type":"llama","num_hidden_layers":32,"hidden_size":4100,"num_attention_heads":32,"num_key_value_heads":5,"vocab_size":32000,"intermediate_size":11008} | num_attention_heads 32 is not a multiple of num_key_value_heads 5. SIZE
                    {"model_type":"llama","num_hidden_layers":32,"hidden_size":4100,"num_attention_heads":32,"vocab_size":32000,"intermediate_size":11008} | hidden_size 4100 is not a multiple of num_attention_heads 32, and head_dim is missing. SIZE
                    {"model_type":"llama","num_hidden_layers":32,"hidden_size":4096,"num_attention_heads":32,"vocab_size":32000,"intermediate_size":11008,"num_local_experts":8,"num_experts_per_tok":9} | model_type 'llama' is not known to have experts, but 8 are given. SIZE
                    {"model_type":"mixtral","num_hidden_layers":32,"hidden_size":4096,"num_attention_heads":32,"vocab_size":32000,"intermediate_size":11008,"num_local_experts":8,"num_experts_per_tok":9} | num_experts_per_tok 9 is more than the 8 experts. SIZE
                    {"model_type":"mixtral","num_hidden_layers":1000,"hidden_size":1000000,"num_attention_heads":1000,"vocab_size":32000,"intermediate_size":10000000,"num_local_experts":10000,"num_experts_per_tok":2} | the shape has more than 100,000 billion weights. SIZE
                    """)
    void whatCannotBeCountedIsRefusedWithEveryReason(String json, String expected) {
        String said = assertThrows(IllegalArgumentException.class, () -> ConfigJson.read(config(json)))
                .getMessage();
        assertEquals(
                expected.replace(
                        "SIZE", "Maybe its size can be given instead, as in {\"name\": \"...\", \"parametersB\": 8}."),
                said);
    }

    static List<Path> configs() throws IOException {
        try (Stream<Path> files = Files.list(CONFIGS)) {
            return files.sorted().toList();
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> config(String json) {
        return JsonMapper.shared().readValue(json, LinkedHashMap.class);
    }
}
