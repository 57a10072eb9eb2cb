package tunewise.workshop;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.advice.AnswerJson;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Model;
import tunewise.catalog.Provider;
import tunewise.catalog.RetiredRule;
import tunewise.catalog.csv.CatalogReader;
import tunewise.rulebook.language.Phase;
import tunewise.text.Choice;
import tunewise.text.SpellingSuggestion;

/**
 * The rules that analysts write most, with their fixtures, made of what a person says in a form. They pass check and test
 * as they are, and are a beginning for others.
 *
 * @param subject catalog id of a GPU or a provider
 * @param family family of models that the rule is about; empty for all
 * @param reason what the person who asks reads
 */
public record NewRule(Kind kind, String subject, String family, String reason) {
    private static final int MOST_REASON = 200;
    private static final Pattern ID = Pattern.compile("[A-Z]{3}-\\d{3}");
    private static final Pattern FIRST_RULE = Pattern.compile("(?m)^(?://.*\\n)*rule ");

    /** What the rule does. */
    public enum Kind implements Choice {
        PROVIDER_LEFT_OUT(Phase.ELIGIBILITY, false),
        GPU_LEFT_OUT(Phase.ELIGIBILITY, true),
        PROVIDER_CAVEAT(Phase.CAVEATS, false),
        GPU_CAVEAT(Phase.CAVEATS, true);

        private final Phase phase;
        private final boolean gpu;

        Kind(Phase phase, boolean gpu) {
            this.phase = phase;
            this.gpu = gpu;
        }

        @Override
        public String id() {
            return Choice.idOf(name());
        }
    }

    /**
     * What was written.
     *
     * @param texts new texts by path, for a draft
     * @param file where the rule stands
     */
    public record Written(String id, String file, SortedMap<String, @Nullable String> texts) {}

    /**
     * Writes the rule and its fixture.
     *
     * @throws RefusedException when something is not known or missing
     */
    public Written in(Workspace piece) {
        Catalog catalog = CatalogReader.read(piece.rules());
        String name = name(catalog);
        if (!family.isEmpty() && !families(catalog).contains(family)) {
            throw unknown("family of models", family, families(catalog));
        }
        String said = said();
        String id = nextId(piece);
        String file = "rules/" + kind.phase.id() + "/own.drl";
        SortedMap<String, @Nullable String> texts = new TreeMap<>();
        texts.put(
                file,
                Optional.ofNullable(piece.files().get(file)).orElseGet(() -> header(piece)) + "\n"
                        + rule(id, name, said));
        texts.put(RuleFixture.path(id), fixture(catalog, name, said));
        return new Written(id, file, texts);
    }

    /** The families of models in a catalog. */
    public static List<String> families(Catalog catalog) {
        return catalog.models().stream().map(Model::family).distinct().sorted().toList();
    }

    private String name(Catalog catalog) {
        List<String> known = subjects(catalog);
        Optional<String> name = kind.gpu
                ? catalog.gpu(subject).map(Gpu::name)
                : catalog.providers().stream()
                        .filter(provider -> provider.id().equals(subject))
                        .map(Provider::name)
                        .findFirst();
        return name.orElseThrow(() -> unknown(kind.gpu ? "GPU" : "provider", subject, known));
    }

    private List<String> subjects(Catalog catalog) {
        Stream<String> ids = kind.gpu
                ? catalog.gpus().stream().map(Gpu::id)
                : catalog.providers().stream().map(Provider::id);
        return ids.sorted().toList();
    }

    private static RefusedException unknown(String what, String value, List<String> known) {
        return new RefusedException("'" + value + "' is no " + what + " of the catalog. "
                + SpellingSuggestion.nearest(value, known)
                        .map(near -> "Maybe you mean " + near + ".")
                        .orElse("Maybe one of " + String.join(", ", known) + "."));
    }

    /** One sentence, in the characters that a text of a rule may have. */
    private String said() {
        String plain = reason.strip().replaceAll("\\s+", " ").replace('"', '\'').replace("\\", "/");
        if (plain.isEmpty() || plain.length() > MOST_REASON) {
            throw new RefusedException("the rule tells the person why, in up to " + MOST_REASON
                    + " characters. Maybe \"its terms exclude these models\".");
        }
        return plain.matches(".*[.!?]") ? plain : plain + ".";
    }

    /** The next ten after the highest id of the phase, ids of retired rules among them; else the first that is free. */
    private String nextId(Workspace piece) {
        String prefix = kind.phase.prefix() + "-";
        List<Integer> taken = Stream.concat(
                        piece.rules().rules().values().stream()
                                .flatMap(text -> ID.matcher(text).results())
                                .map(found -> found.group()),
                        CatalogReader.retiredRules(piece.rules()).stream().map(RetiredRule::rule))
                .filter(id -> id.startsWith(prefix))
                .map(id -> Integer.parseInt(id.substring(prefix.length())))
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
        int next = taken.isEmpty() ? 10 : taken.get(0) / 10 * 10 + 10;
        for (int free = 1; next > 999; free++) {
            next = taken.contains(free) ? next : free;
        }
        return prefix + String.format(Locale.ROOT, "%03d", next);
    }

    private String header(Workspace piece) {
        String folder = "rules/" + kind.phase.id() + "/";
        return piece.rules().rules().entrySet().stream()
                .filter(file -> file.getKey().startsWith(folder))
                .map(file -> {
                    Matcher first = FIRST_RULE.matcher(file.getValue());
                    return first.find()
                            ? file.getValue().substring(0, first.start()).strip() + "\n"
                            : "";
                })
                .filter(header -> !header.isEmpty())
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        "no file of " + folder + " shows how one begins. Maybe one was taken out."));
    }

    private String rule(String id, String name, String said) {
        String about = family.isEmpty() ? "" : " for " + family + " models";
        StringBuilder rule =
                new StringBuilder("rule \"" + id + " " + name + (leavesOut() ? " is left out" : " comes with a warning")
                        + about + "\"\n    @source( house )\nwhen\n");
        if (!family.isEmpty()) {
            rule.append("    TargetModel( family == \"").append(family).append("\" )\n");
        }
        if (leavesOut()) {
            rule.append(kind.gpu ? "    $gpu : Gpu" : "    $provider : Provider")
                    .append("( id == \"")
                    .append(subject)
                    .append("\" )\nthen\n    insert( Exclusion.of( ")
                    .append(kind.gpu ? "$gpu" : "$provider")
                    .append(", \"");
        } else {
            rule.append("    Chosen( ")
                    .append(kind.gpu ? "quote.plan.gpu.id" : "quote.provider.id")
                    .append(" == \"")
                    .append(subject)
                    .append("\" )\nthen\n    insert( new Caveat( \"");
        }
        return rule.append(said).append("\" ) );\nend\n").toString();
    }

    private boolean leavesOut() {
        return kind.phase == Phase.ELIGIBILITY;
    }

    /** A case where it applies, and one for each condition that keeps it quiet. */
    private String fixture(Catalog catalog, String name, String said) {
        String other = subjects(catalog).stream()
                .filter(id -> !id.equals(subject))
                .findFirst()
                .orElse("another");
        StringBuilder fixture = new StringBuilder("applies:\n");
        entry(fixture, name + (family.isEmpty() ? "" : " and a model of the family " + family), family, subject);
        fixture.append("    found: ")
                .append(AnswerJson.MAPPER.writeValueAsString(said))
                .append("\nstays-quiet:\n");
        entry(fixture, "another " + (kind.gpu ? "GPU" : "provider"), family, other);
        if (!family.isEmpty()) {
            String otherFamily = families(catalog).stream()
                    .filter(each -> !each.equals(family))
                    .findFirst()
                    .orElse("another");
            entry(fixture, "a model of another family", otherFamily, subject);
        }
        return fixture.toString();
    }

    private void entry(StringBuilder fixture, String why, String ofFamily, String ofSubject) {
        fixture.append("  - why: ").append(why).append("\n    facts:\n");
        if (!ofFamily.isEmpty()) {
            fixture.append("      - TargetModel: { family: ").append(ofFamily).append(" }\n");
        }
        String fact = leavesOut()
                ? (kind.gpu ? "Gpu: { id: %s }" : "Provider: { id: %s }")
                : kind.gpu
                        ? "Chosen: { quote: { plan: { gpu: { id: %s } } } }"
                        : "Chosen: { quote: { provider: { id: %s } } }";
        fixture.append("      - ").append(fact.formatted(ofSubject)).append("\n");
    }
}
