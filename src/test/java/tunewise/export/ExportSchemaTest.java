package tunewise.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tunewise.advice.Recommendation;
import tunewise.advice.Setup;
import tunewise.fixtures.ShippedRules;

/** Every export of a grid of recommendations is one that its tool takes. */
class ExportSchemaTest {
    static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Exports EXPORTS = new Exports(ShippedRules.loaded().catalog());

    @Test
    void theGridHasEveryKindOfSetup() {
        List<Recommendation> answers = Grid.ANSWERS;
        assertTrue(answers.size() >= Grid.SIZE, () -> answers.size() + " answers");
        assertTrue(answers.stream().anyMatch(answer -> setup(answer).gpuCount() == 1));
        assertTrue(answers.stream()
                .anyMatch(answer -> setup(answer).sharding().id().equals("ddp")));
        assertTrue(answers.stream()
                .anyMatch(answer -> setup(answer).sharding().id().equals("fsdp")));
        assertTrue(answers.stream().anyMatch(answer -> setup(answer).gradientCheckpointing()));
        assertTrue(answers.stream().anyMatch(answer -> setup(answer).provider().equals("lambda")));
        assertTrue(answers.stream().anyMatch(answer -> setup(answer).provider().equals("runpod")));
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"TRL", "AXOLOTL", "LLAMA_FACTORY", "DATASET_INFO", "ACCELERATE", "DEEPSPEED", "SKYPILOT", "DSTACK"
            })
    void everyFileHasOnlyKeysAndValuesThatItsToolTakes(Format format) {
        Schema schema = Schema.of(format.id());
        List<String> faults = new ArrayList<>();
        int written = 0;
        for (Recommendation answer : Grid.ANSWERS) {
            if (EXPORTS.refusal(answer, format).isEmpty()) {
                written++;
                String text = EXPORTS.file(answer, format).text();
                schema.faults(YAML.readTree(text)).forEach(fault -> faults.add(setup(answer) + ": " + fault));
            }
        }
        assertEquals(List.of(), faults);
        int files = written;
        int least =
                switch (format) {
                    case ACCELERATE -> 20;
                    case DEEPSPEED -> 5;
                    default -> 100;
                };
        assertTrue(files >= least, () -> "only " + files + " were written");
    }

    @Test
    void everyFileSaysWhatItIsForAndWhereItComesFrom() {
        for (Recommendation answer : Grid.ANSWERS) {
            for (Format format : Format.values()) {
                boolean mayComment = format != Format.DATASET_INFO && format != Format.BUNDLE;
                if (mayComment && EXPORTS.refusal(answer, format).isEmpty()) {
                    String text = EXPORTS.file(answer, format).text();
                    assertTrue(text.contains("# Recommendation " + answer.id() + ", release sha256:"), text);
                    assertTrue(text.contains("# Written for "), text);
                }
            }
        }
    }

    @Test
    void aKeyThatATrainerDoesNotKnowIsFound() {
        JsonNode stale = YAML.readTree("{max_seq_length: 2048, bf16: maybe}");
        List<String> faults = Schema.of("trl").faults(stale);
        assertTrue(faults.contains("max_seq_length is no known key"), faults::toString);
        assertTrue(faults.contains("max_seq_length must not be there"), faults::toString);
        assertTrue(faults.contains("bf16 cannot be \"maybe\""), faults::toString);
        assertTrue(faults.contains("learning_rate is missing"), faults::toString);
    }

    private static Setup setup(Recommendation answer) {
        return java.util.Objects.requireNonNull(answer.setup());
    }
}
