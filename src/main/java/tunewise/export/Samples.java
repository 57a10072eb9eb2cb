package tunewise.export;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What one line of the data holds, by what is trained and by which trainer. */
final class Samples {
    private static final String QUESTION = "[{\"role\": \"user\", \"content\": \"...\"}]";
    private static final String ANSWER = "{\"role\": \"assistant\", \"content\": \"...\"}";

    private Samples() {}

    /** A line of {@code train.jsonl}. */
    static String line(TrainingRun run) {
        Format trainer = Trainers.own(run);
        if (trainer == Format.TRL && !run.family().chat() && run.aim().imagesPerSample() == 0) {
            String plain = plain(run);
            if (!plain.isEmpty()) {
                return plain;
            }
        }
        return switch (run.objective()) {
            case SFT -> supervised(run, trainer);
            case DISTILLATION -> "{\"messages\": [{\"role\": \"user\", \"content\": \"...\"}, " + ANSWER + "]}";
            case DPO, REWARD -> pair(trainer);
            case ORPO -> trainer == Format.LLAMA_FACTORY ? pair(trainer) : conversations();
            case KTO ->
                trainer == Format.LLAMA_FACTORY
                        ? "{\"messages\": [{\"role\": \"user\", \"content\": \"...\"}, " + ANSWER
                                + "], \"label\": true}"
                        : "{\"prompt\": " + QUESTION + ", \"completion\": [" + ANSWER + "], \"label\": true}";
            case GRPO -> "{\"prompt\": " + QUESTION + ", \"answer\": \"42\"}";
            case EMBEDDING -> "{\"anchor\": \"...\", \"positive\": \"...\"}";
            case CLASSIFICATION -> "{\"text\": \"...\", \"label\": 0}";
        };
    }

    /** LLaMA-Factory wants to be told where in the text an image stands; TRL puts it in front of the question. */
    private static String supervised(TrainingRun run, Format trainer) {
        int images = run.aim().imagesPerSample();
        String place = trainer == Format.LLAMA_FACTORY ? "<image>".repeat(images) : "";
        String files = IntStream.rangeClosed(1, images)
                .mapToObj(i -> "\"data/images/" + i + ".jpg\"")
                .collect(Collectors.joining(", "));
        return "{\"messages\": [{\"role\": \"user\", \"content\": \"" + place + "...\"}, " + ANSWER + "]"
                + (images == 0 ? "" : ", \"images\": [" + files + "]") + "}";
    }

    /** For a base without a chat template, which TRL cannot hand messages to; empty where samples are the same for all. */
    private static String plain(TrainingRun run) {
        return switch (run.objective()) {
            case DPO, ORPO, REWARD -> "{\"prompt\": \"...\", \"chosen\": \"...\", \"rejected\": \"...\"}";
            case KTO -> "{\"prompt\": \"...\", \"completion\": \"...\", \"label\": true}";
            case GRPO -> "{\"prompt\": \"...\", \"answer\": \"42\"}";
            case SFT -> "{\"prompt\": \"...\", \"completion\": \"...\"}";
            case DISTILLATION, EMBEDDING, CLASSIFICATION -> "";
        };
    }

    private static String pair(Format trainer) {
        return trainer == Format.LLAMA_FACTORY
                ? "{\"messages\": " + QUESTION + ", \"chosen\": " + ANSWER + ", \"rejected\": " + ANSWER + "}"
                : "{\"prompt\": " + QUESTION + ", \"chosen\": [" + ANSWER + "], \"rejected\": [" + ANSWER + "]}";
    }

    private static String conversations() {
        String whole = "[{\"role\": \"user\", \"content\": \"...\"}, " + ANSWER + "]";
        return "{\"chosen\": " + whole + ", \"rejected\": " + whole + "}";
    }

    /** What else a person has to know of them; empty for answers to copy, of which trainers differ. */
    static String note(TrainingRun run) {
        return switch (run.objective()) {
            case SFT -> "";
            case DISTILLATION -> "The teacher reads the same samples and says how likely it finds each token.";
            case DPO, ORPO, REWARD -> "Chosen and rejected answer the same question.";
            case KTO -> "`label` says whether the answer was good.";
            case GRPO ->
                "`answer` is what the reward in `" + Format.TRL_SCRIPT.fileName()
                        + "` looks for at the end of each answer; put your own check there.";
            case EMBEDDING ->
                "Every other pair of a step serves as a wrong answer. Add a `negative` to give one of your own.";
            case CLASSIFICATION -> "A label is a number or a word. Of 20 samples, one is held out to measure.";
        };
    }
}
