package tunewise.ledger.replay;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tunewise.advice.Advisor;
import tunewise.advice.AnswerJson;
import tunewise.advice.LoadedRelease;
import tunewise.advice.Recommendation;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.CanonicalJson;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.ledger.entry.Replay;
import tunewise.ledger.entry.Replay.Against;
import tunewise.ledger.entry.Replay.FieldChange;
import tunewise.ledger.entry.Replay.Result;
import tunewise.ledger.entry.Replay.RowChange;
import tunewise.ledger.search.Query;

/**
 * Makes recorded recommendations again, by their own release or the active one, and explains what differs. Releases come
 * from the store; the last few stay compiled. One replay at a time: it is for auditors, not for load.
 */
public final class Replayer implements AutoCloseable {
    private static final int MOST_COMPILED = 4;
    private static final int MOST_DIFFERENCES = 200;

    private final Ledger ledger;
    private final Active active;
    private final String engine;
    private final Function<RuleFiles, LoadedRelease> compiler;
    private final Map<String, LoadedRelease> compiled = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * One that asks the active release where a replay is against that.
     *
     * @param engine the version of this program
     * @param compiler makes a release of its files
     */
    public Replayer(Ledger ledger, Active active, String engine, Function<RuleFiles, LoadedRelease> compiler) {
        this.ledger = ledger;
        this.active = active;
        this.engine = engine;
        this.compiler = compiler;
    }

    /** One whose active release is the one published last into the ledger, compiled when it is first needed. */
    public static Replayer of(Ledger ledger, String engine, Function<RuleFiles, LoadedRelease> compiler) {
        return new Replayer(ledger, new Published(ledger, compiler), engine, compiler);
    }

    /** Lends whoever answers at this moment, whose rules stay open as long as they are lent. */
    public interface Active {
        public <T> T ask(Function<Advisor, T> request);
    }

    private static final class Published implements Active {
        private final Ledger ledger;
        private final Function<RuleFiles, LoadedRelease> compiler;
        private @Nullable Advisor advisor;

        Published(Ledger ledger, Function<RuleFiles, LoadedRelease> compiler) {
            this.ledger = ledger;
            this.compiler = compiler;
        }

        @Override
        public <T> T ask(Function<Advisor, T> request) {
            return request.apply(advisor());
        }

        private Advisor advisor() {
            if (advisor == null) {
                String hash = ledger.publications()
                        .active()
                        .map(publication -> publication.content().release())
                        .orElseThrow(() -> new LedgerUnavailableException(
                                "no release was ever published into this ledger. Maybe --data names another folder."));
                RuleFiles files = ledger.publications()
                        .release(hash)
                        .orElseThrow(() -> new LedgerUnavailableException(
                                "the store does not hold release " + hash + ". Maybe a backup still has it."));
                advisor = new Advisor(compiler.apply(files));
            }
            return advisor;
        }
    }

    /** Empty when there is no such recommendation. */
    public synchronized Optional<Replay> replay(String id, Against against) {
        return ledger.find(id)
                .filter(entry -> entry.kind().equals(EntryKind.RECOMMENDATION))
                .map(entry -> active.ask(advisor -> replay(entry, against, advisor.loaded())));
    }

    /** Replays everything that meets the criteria, oldest first. */
    public void replay(Query query, Against against, Consumer<Replay> each) {
        ledger.search().each(query, summary -> replay(summary.id(), against).ifPresent(each));
    }

    @Override
    public synchronized void close() {
        compiled.values().forEach(loaded -> loaded.rulebook().close());
        compiled.clear();
    }

    private Replay replay(Entry entry, Against against, LoadedRelease answering) {
        String target = against == Against.OWN ? entry.release() : answering.release();
        if (entry.erased()) {
            return cannot(entry, target, "?", "its body was erased by the rules of retention.");
        }
        String answeredBy = "?";
        try {
            JsonNode body = AnswerJson.MAPPER.readTree(entry.body());
            answeredBy = body.path("engine").asString("?");
            JsonNode recorded = body.path("recommendation");
            Recommendation was = AnswerJson.MAPPER.treeToValue(recorded, Recommendation.class);
            LoadedRelease own = loaded(entry.release(), answering);
            LoadedRelease now = loaded(target, answering);
            Recommendation again = new Advisor(now).advise(was.question(), was.id(), was.createdAt());
            return compared(entry, recorded, was, again, own, now, answeredBy);
        } catch (FaultsException e) {
            return cannot(
                    entry,
                    target,
                    answeredBy,
                    "its release does not pass the checks of this version: "
                            + e.faults().get(0));
        } catch (JacksonException e) {
            return cannot(entry, target, answeredBy, "this version cannot read what was recorded.");
        } catch (LedgerUnavailableException e) {
            return cannot(entry, target, answeredBy, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return cannot(
                    entry, target, answeredBy, "the question cannot be answered by that release: " + e.getMessage());
        }
    }

    private Replay compared(
            Entry entry,
            JsonNode recorded,
            Recommendation was,
            Recommendation again,
            LoadedRelease own,
            LoadedRelease now,
            String answeredBy) {
        boolean ownRelease = own.release().equals(now.release());
        ObjectNode before = comparable(recorded, ownRelease);
        ObjectNode after = comparable(AnswerJson.MAPPER.readTree(AnswerJson.write(again)), ownRelease);
        if (!before.path("model").has("notes") && after.path("model").isObject()) {
            after.path("model").asObject().remove("notes");
        }
        boolean same = CanonicalJson.of(before).equals(CanonicalJson.of(after));
        Set<String> firedBefore = fired(was);
        Set<String> firedNow = fired(again);
        Set<String> firedEver = new LinkedHashSet<>(firedBefore);
        firedEver.addAll(firedNow);
        List<String> changed = same ? List.of() : ReleaseDiff.rules(own, now, firedEver);
        List<RowChange> rows = same ? List.of() : ReleaseDiff.rows(own.files(), now.files(), concerned(was, again));
        return new Replay(
                entry.id(),
                same ? Result.SAME : Result.DIFFERENT,
                entry.release(),
                now.release(),
                answeredBy,
                engine,
                same ? null : unexplained(ownRelease, answeredBy),
                same ? List.of() : differences(before, after),
                minus(firedNow, firedBefore),
                minus(firedBefore, firedNow),
                changed,
                rows);
    }

    /** A difference on the same release can only come from the engine. */
    private @Nullable String unexplained(boolean ownRelease, String answeredBy) {
        if (!answeredBy.equals(engine)) {
            return "the engine is another version: " + answeredBy + " answered, this is " + engine + ".";
        }
        return ownRelease
                ? "release and engine version are the same. Maybe the program was changed without a new version, or"
                        + " the record was; the chain tells."
                : null;
    }

    /** What has to agree: all but times by its own release; by another, not the release and where its rules stand. */
    private static ObjectNode comparable(JsonNode recommendation, boolean ownRelease) {
        ObjectNode copy = recommendation.deepCopy().asObject();
        inNewestNames(copy);
        if (copy.path("release").isObject()) {
            copy.path("release").asObject().remove("publishedAt");
        }
        if (!ownRelease) {
            copy.remove("release");
            for (JsonNode rule : copy.path("rules")) {
                rule.asObject().remove(List.of("file", "line"));
            }
        }
        return copy;
    }

    /** Records of earlier versions have other names for some fields; a new name alone is no difference. */
    private static void inNewestNames(JsonNode node) {
        if (node instanceof ObjectNode object && object.has("concessions")) {
            object.set("fallbacks", object.remove("concessions"));
        }
        node.values().forEach(Replayer::inNewestNames);
    }

    private static List<FieldChange> differences(ObjectNode before, ObjectNode after) {
        Map<String, String> was = new LinkedHashMap<>();
        Map<String, String> now = new LinkedHashMap<>();
        flatten("", before, was);
        flatten("", after, now);
        return ReleaseDiff.columns(was, now).stream().limit(MOST_DIFFERENCES).toList();
    }

    /** Leaves by their path; of the long lists only how many there are, as rules explain them better. */
    private static void flatten(String path, JsonNode node, Map<String, String> leaves) {
        if (path.equals("rules") || path.equals("excluded")) {
            leaves.put(path, node.size() + " in all");
        } else if (node.isObject()) {
            node.properties()
                    .forEach(field -> flatten(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), leaves));
        } else if (node.isArray() && node.valueStream().anyMatch(JsonNode::isObject)) {
            for (int i = 0; i < node.size(); i++) {
                flatten(path + "[" + i + "]", node.get(i), leaves);
            }
        } else {
            leaves.put(path, node.isString() ? node.asString() : node.toString());
        }
    }

    private static Set<String> fired(Recommendation recommendation) {
        return recommendation.rules().stream()
                .map(Recommendation.FiredRule::rule)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<String> concerned(Recommendation... recommendations) {
        return Stream.of(recommendations)
                .flatMap(each -> Stream.concat(
                        Stream.of(each.model().id()),
                        Stream.ofNullable(each.setup())
                                .flatMap(setup -> Stream.of(setup.gpu(), setup.offer(), setup.provider()))))
                .collect(Collectors.toSet());
    }

    private static List<String> minus(Set<String> some, Set<String> others) {
        return some.stream().filter(each -> !others.contains(each)).toList();
    }

    private Replay cannot(Entry entry, String target, String answeredBy, String why) {
        return new Replay(
                entry.id(),
                Result.CANNOT,
                entry.release(),
                target,
                answeredBy,
                engine,
                why,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private LoadedRelease loaded(String release, LoadedRelease answering) {
        if (answering.release().equals(release)) {
            return answering;
        }
        LoadedRelease kept = compiled.get(release);
        if (kept != null) {
            return kept;
        }
        RuleFiles files = ledger.publications()
                .release(release)
                .orElseThrow(() -> new LedgerUnavailableException(
                        "the store does not hold release " + release + ". Maybe it was published into another store."));
        LoadedRelease made = compiler.apply(files);
        compiled.put(release, made);
        if (compiled.size() > MOST_COMPILED) {
            String eldest = compiled.keySet().iterator().next();
            Optional.ofNullable(compiled.remove(eldest))
                    .ifPresent(old -> old.rulebook().close());
        }
        return made;
    }
}
