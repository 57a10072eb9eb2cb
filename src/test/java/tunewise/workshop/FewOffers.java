package tunewise.workshop;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.csv.CatalogReader;
import tunewise.question.Question;
import tunewise.service.ProgressListener;

/**
 * Tests rules as the program does, and compares answers over the offers of two GPUs: for tests of pages and programs
 * that show a comparison, since one over every GPU that anybody rents out takes half a minute.
 */
public class FewOffers implements RuleTestRunner {
    private static final String OFFERS = "rules/catalog/offers.csv";
    private static final Set<String> GPUS = Set.of("l40s", "h100-sxm");

    @Override
    public TestReport test(Workspace piece, LoadedRelease loaded, ProgressListener steps) {
        return HERE.test(piece, loaded, steps);
    }

    @Override
    public Mutation.Outcome mutate(Workspace piece, LoadedRelease loaded, Set<String> rules, ProgressListener steps) {
        return HERE.mutate(piece, loaded, rules, steps);
    }

    @Override
    public ImpactReport impact(
            LoadedRelease active,
            Workspace piece,
            LoadedRelease draft,
            Map<String, Question> recorded,
            ProgressListener steps) {
        return HERE.impact(of(active), piece, of(draft), recorded, steps);
    }

    /** A release that knows the offers of two GPUs only. */
    public static LoadedRelease of(LoadedRelease release) {
        return new LoadedRelease(
                release.release(),
                release.publishedAt(),
                release.files(),
                CatalogReader.read(in(release.files())),
                release.names(),
                release.rulebook());
    }

    /** The same files with the offers of two GPUs only. */
    public static RuleFiles in(RuleFiles rules) {
        TreeMap<String, String> files = new TreeMap<>(rules.files());
        files.computeIfPresent(OFFERS, (path, text) -> fewer(text));
        return new RuleFiles(files);
    }

    /** The first line is the header. */
    private static String fewer(String offers) {
        List<String> lines = offers.lines().toList();
        return lines.stream()
                .filter(line -> line.equals(lines.get(0)) || GPUS.contains(line.split(",", -1)[2]))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
