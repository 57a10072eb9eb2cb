package tunewise.web.workshop;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tunewise.catalog.Catalog;
import tunewise.catalog.Tier;
import tunewise.question.Commitment;
import tunewise.wording.ChoiceText;
import tunewise.wording.DisplayText;
import tunewise.workshop.ChangedFigure;
import tunewise.workshop.NewRule;

/**
 * The forms of a draft's page that change rules and catalogs for those who do not program, with what was typed before.
 *
 * @param sent which form the fields are from: price, threshold or rule; empty for none
 * @param offers the offers.csv of the draft
 */
record DraftForms(Catalog catalog, String sent, Map<String, List<String>> fields, String offers, LocalDate today) {
    static final String PRICE = "price";

    /** An offer to choose. */
    record OfferChoice(String id, String says, boolean chosen) {}

    /** A policy value: what it decides, and its value with its unit. */
    record PolicyLine(String id, String title, String value, String description) {}

    /** What somebody typed into a field of a form, so that a refusal does not cost it. */
    String typed(String form, String field) {
        return sent.equals(form)
                ? fields.getOrDefault(field, List.of()).stream().findFirst().orElse("")
                : "";
    }

    /** Whether provider and GPU are known, so that their offers can be shown. */
    boolean asksForOffers() {
        return !typed(PRICE, "provider").isEmpty() && !typed(PRICE, "gpu").isEmpty();
    }

    /** What the provider asks for the GPU today. */
    List<OfferChoice> offerChoices() {
        List<ChangedFigure.OfferLine> lines =
                ChangedFigure.offers(offers, typed(PRICE, "provider"), typed(PRICE, "gpu"), today);
        String chosen = typed(PRICE, "offer");
        return lines.stream()
                .sorted(Comparator.comparing((ChangedFigure.OfferLine line) -> count(line))
                        .thenComparing(ChangedFigure.OfferLine::commitment)
                        .thenComparing(line -> new BigDecimal(line.usd())))
                .map(line -> new OfferChoice(
                        line.id(), words(line), lines.size() == 1 || line.id().equals(chosen)))
                .toList();
    }

    /** The GPUs that the provider rents out, for who asked about another. */
    List<String> gpusOfProvider() {
        return catalog.offersOn(today).stream()
                .filter(offer -> offer.provider().equals(typed(PRICE, "provider")))
                .map(offer -> gpuName(offer.gpu()))
                .distinct()
                .sorted()
                .toList();
    }

    String gpuName() {
        return gpuName(typed(PRICE, "gpu"));
    }

    String providerName() {
        return catalog.providers().stream()
                .filter(provider -> provider.id().equals(typed(PRICE, "provider")))
                .map(provider -> provider.name())
                .findFirst()
                .orElse("This provider");
    }

    List<String> families() {
        return NewRule.families(catalog);
    }

    /** Every value that rules read, by what it decides. */
    List<PolicyLine> policies() {
        return catalog.policies().stream()
                .map(policy -> new PolicyLine(
                        policy.id(),
                        title(policy.description()),
                        BigDecimal.valueOf(policy.value()).stripTrailingZeros().toPlainString() + " " + policy.unit(),
                        policy.description()))
                .sorted(Comparator.comparing(PolicyLine::title))
                .toList();
    }

    /** The first sentence, or what stands before its colon. */
    private static String title(String description) {
        String first = description.split("(?<=\\S)[.:;](\\s|$)", 2)[0];
        return first.length() <= 90 ? first : first.substring(0, first.lastIndexOf(' ', 88)) + "…";
    }

    private String words(ChangedFigure.OfferLine line) {
        return Stream.of(
                                count(line) + " × " + gpuName(),
                                billing(line.commitment()),
                                catalog.market()
                                        .tier(line.tier())
                                        .map(Tier::name)
                                        .orElse(""),
                                line.place().contains(gpuName()) ? "" : line.place())
                        .filter(part -> !part.isEmpty())
                        .reduce((one, other) -> one + ", " + other)
                        .orElseThrow()
                + ": " + DisplayText.dollars(Double.parseDouble(line.usd()))
                + (line.yearly() ? " a year" : " an hour") + (count(line) > 1 ? " for the machine" : "");
    }

    private static int count(ChangedFigure.OfferLine line) {
        return line.gpuCount().matches("\\d{1,4}") ? Integer.parseInt(line.gpuCount()) : 1;
    }

    private static String billing(String id) {
        return Stream.of(Commitment.values())
                .filter(commitment ->
                        commitment != Commitment.SPOT && commitment.id().equals(id))
                .map(ChoiceText::commitment)
                .findFirst()
                .orElse(id);
    }

    private String gpuName(String id) {
        return catalog.gpu(id).map(gpu -> gpu.name()).orElse(id);
    }
}
