package tunewise.ledger.replay;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import tunewise.ledger.entry.CanonicalJson;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.ledger.entry.Replay;
import tunewise.ledger.entry.Replay.FieldChange;
import tunewise.ledger.entry.Replay.Result;
import tunewise.ledger.entry.Replay.RowChange;

/** Answers one recorded question again and explains what differs. The entry may come from a store or an export. */
public final class EntryReplayer {
    private static final int MOST_DIFFERENCES = 200;

    private final Function<String, Advisor> advisors;
    private final String engine;

    /**
     * @param advisors who answers by a release, by its content hash; {@link LedgerUnavailableException} where nobody has it,
     *     {@link FaultsException} where this version refuses it
     * @param engine the version of this program
     */
    public EntryReplayer(Function<String, Advisor> advisors, String engine) {
        this.advisors = advisors;
        this.engine = engine;
    }

    /**
     * Makes a recommendation again.
     *
     * @param target content hash of the release that answers
     */
    public Replay replay(Entry entry, String target) {
        if (entry.erased()) {
            return cannot(entry, target, "?", "the retention rules erased its body.");
        }
        String answeredBy = "?";
        try {
            JsonNode body = AnswerJson.MAPPER.readTree(entry.body());
            answeredBy = body.path("engine").asString("?");
            JsonNode recorded = body.path("recommendation");
            Recommendation was = AnswerJson.MAPPER.treeToValue(recorded, Recommendation.class);
            LoadedRelease own = advisors.apply(entry.release()).loaded();
            Advisor now = advisors.apply(target);
            Recommendation again = now.advise(was.question(), was.id(), was.createdAt());
            return compared(entry, recorded, was, again, own, now.loaded(), answeredBy);
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
        node.values().forEach(EntryReplayer::inNewestNames);
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
}
