package tunewise.advice;

import java.util.List;
import tunewise.catalog.Gpu;
import tunewise.catalog.Offer;
import tunewise.catalog.RulesLanguage;
import tunewise.question.Commitment;
import tunewise.rulebook.RuleSession;
import tunewise.rulebook.language.Phase;

/** Where the way through the phases differs between versions of the rules' language: what {@link DecisionRun} asks. */
enum PhaseOrder {
    /**
     * As 0.2.0 ran it. Rules see GPUs and offers once plans are made, and sizing runs again where machines may be taken
     * away. Sizing and preference run again over the chosen set-up.
     */
    V1 {
        @Override
        void beforePhases(RuleSession rules, List<Gpu> gpus, List<Offer> offers) {}

        @Override
        void beforePlans(RuleSession rules, List<Gpu> gpus, List<Offer> offers) {
            rules.insert(gpus);
            rules.insert(offers);
            if (offers.stream().anyMatch(offer -> offer.commitment() == Commitment.SPOT)) {
                rules.run(Phase.SIZING);
            }
        }

        @Override
        void settings(RuleSession rules) {
            rules.run(Phase.SIZING);
            rules.run(Phase.PREFERENCE);
        }
    },

    /** In one line: rules see GPUs and offers from the start, and the chosen set-up has a phase of its own. */
    V2 {
        @Override
        void beforePhases(RuleSession rules, List<Gpu> gpus, List<Offer> offers) {
            rules.insert(gpus);
            rules.insert(offers);
        }

        @Override
        void beforePlans(RuleSession rules, List<Gpu> gpus, List<Offer> offers) {}

        @Override
        void settings(RuleSession rules) {
            rules.run(Phase.SETTINGS);
        }
    };

    static PhaseOrder of(RulesLanguage language) {
        return switch (language) {
            case V1 -> V1;
            case V2 -> V2;
        };
    }

    /** Before the first phase, with the GPUs and offers of the day. */
    abstract void beforePhases(RuleSession rules, List<Gpu> gpus, List<Offer> offers);

    /** Once plans are made, before rules see them. */
    abstract void beforePlans(RuleSession rules, List<Gpu> gpus, List<Offer> offers);

    /** Once a set-up is chosen, and rules see it. */
    abstract void settings(RuleSession rules);
}
