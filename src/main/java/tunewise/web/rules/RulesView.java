package tunewise.web.rules;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Offer;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.Provider;
import tunewise.rulebook.language.Phase;
import tunewise.rulebook.language.RuleInfo;
import tunewise.service.RuleUse;
import tunewise.wording.DisplayText;

/** The rules in force, phase by phase, how often they fired, and the prices with their age. */
public record RulesView(
        String release,
        int count,
        List<Part> parts,
        RuleUse.Counts use,
        List<RuleInfo> silent,
        List<Price> prices,
        long staleDays) {

    /** The rules of a phase. */
    record Part(String anchor, String title, List<RuleInfo> rules) {}

    /** A price that holds. */
    record Price(Offer offer, String provider, String gpu, String price, long ageDays, boolean stale) {}

    public static RulesView of(LoadedRelease loaded, RuleUse.Counts use, LocalDate today) {
        List<RuleInfo> rules = loaded.rulebook().rules();
        long staleDays = Math.round(loaded.catalog().policy(PolicyValue.STALE_PRICE_DAYS));
        return new RulesView(
                loaded.release(),
                rules.size(),
                Stream.of(Phase.values())
                        .map(phase -> new Part(
                                phase.id(),
                                DisplayText.phase(phase),
                                rules.stream()
                                        .filter(rule -> rule.phase() == phase)
                                        .toList()))
                        .filter(part -> !part.rules().isEmpty())
                        .toList(),
                use,
                rules.stream().filter(rule -> use.of(rule.id()).isEmpty()).toList(),
                loaded.catalog().offers().stream()
                        .filter(offer -> offer.validOn(today))
                        .map(offer -> price(offer, loaded.catalog(), today, staleDays))
                        .toList(),
                staleDays);
    }

    /** How often a rule fired, in words. */
    public static String used(String rule, RuleUse.Counts use) {
        String of = use.recommendations() == 1
                ? "the one recorded recommendation"
                : String.format(Locale.US, "the newest %,d recorded recommendations", use.recommendations());
        return use.recommendations() == 0
                ? "Nothing was recorded yet."
                : use.of(rule)
                        .map(fired -> String.format(
                                Locale.US,
                                "Fired in %,d of %s, last on %s.",
                                fired.times(),
                                of,
                                DisplayText.minute(fired.last())))
                        .orElse("Never fired in " + of + ".");
    }

    /** The same in as few words as a list has room for. */
    public String used(RuleInfo rule) {
        return use.of(rule.id())
                .map(fired -> String.format(
                        Locale.US,
                        "fired %s, last %s",
                        fired.times() == 1 ? "once" : String.format(Locale.US, "%,d times", fired.times()),
                        DisplayText.minute(fired.last())))
                .orElse(use.recommendations() == 0 ? "" : "never fired");
    }

    private static Price price(Offer offer, Catalog catalog, LocalDate today, long staleDays) {
        long age = ChronoUnit.DAYS.between(offer.looked(), today);
        Double hour = offer.usdPerHour();
        return new Price(
                offer,
                catalog.providers().stream()
                        .filter(provider -> provider.id().equals(offer.provider()))
                        .map(Provider::name)
                        .findFirst()
                        .orElse(offer.provider()),
                catalog.gpu(offer.gpu()).map(Gpu::name).orElse(offer.gpu()),
                hour != null
                        ? DisplayText.dollars(hour) + " an hour"
                        : DisplayText.dollars(Objects.requireNonNull(offer.usdPerYear())) + " a year",
                age,
                age > staleDays);
    }
}
