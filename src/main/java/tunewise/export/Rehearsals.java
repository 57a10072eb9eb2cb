package tunewise.export;

import java.util.Optional;
import tunewise.catalog.Catalog;
import tunewise.catalog.Rehearsal;
import tunewise.catalog.Rehearsal.Result;

/** What is known beforehand of a file: whether the real tool trained with its like, read it, or broke off. */
final class Rehearsals {
    private static final String BASE = "-base";
    private static final String EVERY_FAMILY = "all";
    private static final String IMAGES = "images";
    private static final String LAUNCH = "launch";
    private static final String SIGNATURES = "signatures";

    private Rehearsals() {}

    /** The rehearsal of a format with a family and a method or an objective; a base stands in for its chat model and the other way round. */
    static Optional<Rehearsal> of(TrainingRun run, Format format, Catalog catalog) {
        if (format == Format.ACCELERATE) {
            String how = run.sharding().fsdp() ? "fsdp-" : "copies-";
            return catalog.trainers()
                    .rehearsal(EVERY_FAMILY, format.id(), how + run.method().id());
        }
        if (format == Format.DEEPSPEED || format.kind() == Format.Kind.LAUNCH) {
            return catalog.trainers().rehearsal(EVERY_FAMILY, format.id(), LAUNCH);
        }
        String family = run.family().id();
        String sibling = family.endsWith(BASE) ? family.substring(0, family.length() - BASE.length()) : family + BASE;
        String label = run.aim().imagesPerSample() > 0
                ? IMAGES
                : run.supervised() ? run.method().id() : run.objective().id();
        return catalog.trainers()
                .rehearsal(family, format.id(), label + "-" + run.method().id())
                .or(() -> catalog.trainers().rehearsal(family, format.id(), label))
                .or(() -> catalog.trainers().rehearsal(sibling, format.id(), label))
                .or(() -> catalog.trainers().rehearsal(EVERY_FAMILY, format.id(), SIGNATURES));
    }

    /** In a sentence, for the head of the file and the page. */
    static String said(Optional<Rehearsal> rehearsal, Format format) {
        if (format == Format.ACCELERATE) {
            return rehearsal
                    .map(known -> "Rehearsed on " + known.day() + ": accelerate " + known.version() + " trained "
                            + known.note() + ".")
                    .orElse("Not tried: nobody has started such a file on several processors yet.");
        }
        return rehearsal
                .map(known -> known.result() == Result.REHEARSED
                        ? "Rehearsed on " + known.day() + ": " + format.title() + " " + known.version()
                                + " trained a tiny model of this family with such a file."
                                + (known.note().isEmpty() ? "" : " We noted: " + known.note() + ".")
                        : "Parsed by " + format.title() + " " + known.version() + " on " + known.day()
                                + ", and not run.")
                .orElse("Not tried: nobody has run such a file for this family yet.");
    }

    /**
     * Refuses what is known to fail.
     *
     * @throws NotExportableException with what the tool said
     */
    static void refuse(TrainingRun run, Format format, Catalog catalog) {
        of(run, format, catalog)
                .filter(known -> known.result() == Result.FAILED || known.result() == Result.REFUSED)
                .ifPresent(known -> {
                    throw new NotExportableException(format.title() + " " + known.version()
                            + " does not train this family with such a file; rehearsed on " + known.day()
                            + ", it said: "
                            + known.note() + ". Maybe ask again with another trainer.");
                });
    }
}
