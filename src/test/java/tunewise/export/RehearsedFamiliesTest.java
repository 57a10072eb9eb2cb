package tunewise.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tunewise.advice.Recommendation;
import tunewise.catalog.Catalog;
import tunewise.catalog.PublishedWeights;
import tunewise.catalog.Rehearsal;
import tunewise.catalog.Rehearsal.Result;
import tunewise.fixtures.ShippedRules;

/** The table that the rehearsal wrote reaches far, and no export that it knows to fail is offered. */
class RehearsedFamiliesTest {
    private static final Catalog CATALOG = ShippedRules.loaded().catalog();
    private static final Exports EXPORTS = new Exports(CATALOG);
    private static final Set<Format> TRAINERS =
            EnumSet.of(Format.TRL, Format.AXOLOTL, Format.LLAMA_FACTORY, Format.UNSLOTH);
    private static final Set<Result> KNOWN_TO_FAIL = EnumSet.of(Result.FAILED, Result.REFUSED);

    @Test
    void manyFamiliesWereTrainedByEachTrainer() {
        assertTrue(rehearsed("trl").size() >= 25, () -> "TRL: " + rehearsed("trl"));
        assertTrue(rehearsed("llama-factory").size() >= 15, () -> "LLaMA-Factory: " + rehearsed("llama-factory"));
        assertTrue(rehearsed("axolotl").size() >= 15, () -> "Axolotl: " + rehearsed("axolotl"));
    }

    /** Killed halfway each goes on, and each is rehearsed with all that our READMEs tell people to write. */
    @Test
    void fourFamiliesWentThroughEachTrainerWithEachFormOfData() {
        Map<String, List<String>> labels = Map.of(
                "trl", List.of("resume", "dpo", "orpo", "kto", "reward"),
                "llama-factory", List.of("resume", "dpo", "orpo", "kto", "reward"),
                "axolotl", List.of("resume", "dpo", "orpo"));
        List<String> missing = new ArrayList<>();
        labels.forEach((trainer, all) -> {
            for (String label : all) {
                for (String family : List.of("llama", "qwen3", "gemma3", "mistral")) {
                    Optional<Result> came =
                            CATALOG.trainers().rehearsal(family, trainer, label).map(Rehearsal::result);
                    if (!came.equals(Optional.of(Result.REHEARSED))) {
                        missing.add(family + "/" + trainer + "/" + label + " " + came);
                    }
                }
            }
        });
        assertEquals(List.of(), missing);
    }

    @Test
    void imagesReachEachFamilyThatReadsThem() {
        for (String trainer : List.of("trl", "llama-factory")) {
            for (String family : List.of("gemma3", "gemma4", "mistral3", "qwen3_5", "qwen3_5_moe")) {
                assertEquals(
                        Optional.of(Result.REHEARSED),
                        CATALOG.trainers().rehearsal(family, trainer, "images").map(Rehearsal::result),
                        family + " " + trainer);
            }
        }
    }

    @Test
    void whateverFailedSaysWhy() {
        assertEquals(
                List.of(),
                CATALOG.trainers().rehearsals().stream()
                        .filter(each -> KNOWN_TO_FAIL.contains(each.result()))
                        .filter(each -> each.note().isBlank())
                        .toList());
    }

    @Test
    void theAnswersWeightsAreThoseThatWereTrained() {
        assertEquals(
                List.of(),
                CATALOG.trainers().rehearsals().stream()
                        .filter(each -> each.note().contains("the answer counts"))
                        .map(each -> each.family() + " " + each.trainer() + ": " + each.note())
                        .toList());
    }

    @Test
    void nothingInTheGridIsOfferedThatIsKnownToFail() {
        List<String> offered = new ArrayList<>();
        for (Recommendation answer : Grid.ANSWERS) {
            for (Format format : TRAINERS) {
                offered(answer, format).ifPresent(offered::add);
            }
        }
        assertEquals(List.of(), offered);
    }

    /** The grid's models may all be sound, so each family that is known to fail is asked for as well. */
    @Test
    void everyFailureThatIsKnownIsRefused() {
        List<String> offered = new ArrayList<>();
        List<Rehearsal> failed = CATALOG.trainers().rehearsals().stream()
                .filter(each -> KNOWN_TO_FAIL.contains(each.result()))
                .filter(each -> each.label().equals("lora"))
                .toList();
        assertTrue(failed.size() > 10, failed::toString);
        int asked = 0;
        for (Rehearsal each : failed) {
            List<PublishedWeights> weights = CATALOG.trainers().weights().stream()
                    .filter(any -> any.family().equals(each.family()))
                    .limit(1)
                    .toList();
            for (PublishedWeights model : weights) {
                Recommendation answer = Grid.ask(
                        "{\"model\": \"" + model.id() + "\", \"tokens\": 5000000, \"stack\": \"" + each.trainer()
                                + "\", \"methods\": [\"" + each.label() + "\"], \"asOf\": \"2026-03-31\"}");
                if (answer.setup() != null) {
                    asked++;
                    TRAINERS.stream()
                            .filter(format -> format.id().equals(each.trainer()))
                            .forEach(format -> offered(answer, format).ifPresent(offered::add));
                }
            }
        }
        assertEquals(List.of(), offered);
        int answered = asked;
        assertTrue(answered > 5, () -> "only " + answered + " had a set-up");
    }

    private static Optional<String> offered(Recommendation answer, Format format) {
        if (EXPORTS.refusal(answer, format).isPresent()) {
            return Optional.empty();
        }
        return Rehearsals.of(TrainingRun.of(answer, CATALOG), format, CATALOG)
                .filter(known -> KNOWN_TO_FAIL.contains(known.result()))
                .map(known -> answer.model().id() + ", " + format.id() + ": " + known.note());
    }

    private static Set<String> rehearsed(String trainer) {
        return CATALOG.trainers().rehearsals().stream()
                .filter(each -> each.trainer().equals(trainer) && each.result() == Result.REHEARSED)
                .map(Rehearsal::family)
                .collect(Collectors.toSet());
    }
}
