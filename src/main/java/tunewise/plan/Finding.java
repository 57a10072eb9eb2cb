package tunewise.plan;

/** What a rule concluded. The engine adds which rule said it, from which facts. */
public sealed interface Finding
        permits GateClosed,
                MethodFound,
                RankFound,
                TechniqueFound,
                FallbackFound,
                WeightsFound,
                StatesFound,
                MemoryFound,
                SpeedFound,
                ScalingFound,
                EffectFound,
                QualityFound,
                EstimateFound,
                CountLimit,
                ReserveFound,
                Exclusion,
                NamedPick,
                ProviderPreferred,
                TieBreak,
                AttentionFound,
                LearningFound,
                AdaptersFound,
                OptimizerFound,
                PackingFound,
                ManagedFound,
                Caveat,
                Difference {

    /** In words a person understands, figures included. */
    String text();

    /** Whether it bears on this quote. */
    boolean concerns(Quote quote);
}
