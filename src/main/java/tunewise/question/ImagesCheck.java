package tunewise.question;

import org.jspecify.annotations.Nullable;
import tunewise.text.Figures;

/** Reads how many images a sample has, and checks that the model reads them and that its samples have room for them. */
final class ImagesCheck {
    private static final int USUAL_TEXT = 512;

    private final Fields fields;
    private final @Nullable Integer perSample;
    private final @Nullable Integer tokensEach;

    ImagesCheck(Fields fields, AllowedNames vocabulary, @Nullable ModelAsk model) {
        this.fields = fields;
        Integer images = fields.countIfSaid(Field.IMAGES_PER_SAMPLE, 0, 10_000);
        Integer tokens = fields.countIfSaid(Field.TOKENS_PER_IMAGE, 1, 1_000_000);
        if (tokens != null && images == null && !fields.faulty(Field.IMAGES_PER_SAMPLE)) {
            fields.fault(
                    Field.TOKENS_PER_IMAGE,
                    "there is no image that could have " + Figures.grouped(tokens)
                            + " tokens. Maybe imagesPerSample is missing.");
        }
        perSample = images == null || images == 0 ? null : images;
        int usual = perSample == null || model == null
                ? 0
                : vocabulary.imageTokens().applyAsInt(model);
        if (perSample != null && model != null && usual == 0) {
            fields.fault(
                    Field.IMAGES_PER_SAMPLE,
                    "the model reads no images, as far as we know. Maybe you mean one that does, as in Qwen2.5-VL 7B.");
        }
        tokensEach = perSample == null ? null : tokens == null ? (Integer) usual : tokens;
    }

    /** Images of one sample; null for text alone. */
    @Nullable
    Integer perSample() {
        return perSample;
    }

    /** Tokens of one image: as told, or of the model's usual image. */
    @Nullable
    Integer tokensEach() {
        return tokensEach;
    }

    private long ofImages() {
        return perSample == null || tokensEach == null ? 0 : (long) perSample * tokensEach;
    }

    /** The length of a sample where none was said: room for its images, and for its text. */
    int usualLength(int usual) {
        return ofImages() == 0 ? usual : (int) Math.min(10_000_000, Math.max(usual, ofImages() + USUAL_TEXT));
    }

    /** Images count among the tokens of their sample, so a mean that has no room for them counts the text alone. */
    @Nullable
    Integer withText(@Nullable Integer meanSampleTokens) {
        return meanSampleTokens == null || meanSampleTokens > ofImages()
                ? meanSampleTokens
                : (Integer) (int) Math.min(10_000_000, meanSampleTokens + ofImages());
    }

    /** Images count among the tokens of their sample. */
    void within(int sequenceLength) {
        if (ofImages() > sequenceLength && !fields.faulty(Field.SEQUENCE_LENGTH)) {
            fields.fault(
                    Field.SEQUENCE_LENGTH,
                    "%s tokens leave no room for the sample's images, which take %s. Maybe %s, text and images together."
                            .formatted(
                                    Figures.grouped(sequenceLength),
                                    Figures.grouped(ofImages()),
                                    Figures.grouped(ofImages() + USUAL_TEXT)));
        }
    }
}
