package tunewise.rulebook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.base.definitions.rule.impl.RuleImpl;
import org.drools.base.rule.GroupElement;
import org.drools.base.rule.RuleConditionElement;
import org.drools.modelcompiler.constraints.LambdaConstraint;
import org.kie.api.KieBase;
import org.kie.api.definition.KiePackage;
import org.kie.api.definition.rule.Rule;
import tunewise.rulebook.guard.FieldPath;
import tunewise.rulebook.language.Phase;
import tunewise.rulebook.language.RuleInfo;
import tunewise.rulebook.language.Vocabulary;

/**
 * How many combinations of facts rules would have to look at, at most. The engine puts facts together before it fires
 * anything, so that a rule over four kinds of a thousand facts would take all memory and could not be halted.
 */
final class Combinations {
    /** Conditions that only one fact can meet. */
    private static final Pattern BY_ID = Pattern.compile("id\\s*==\\s*(\"[^\"]*\"|\\$\\w+)");

    private static final Pattern TIED = Pattern.compile("([a-z]\\w*(?:\\.[a-z]\\w*)*)\\s*==\\s*\\$\\w+");
    private static final Map<String, Class<?>> VOCABULARY =
            Vocabulary.FACTS.values().stream().collect(Collectors.toUnmodifiableMap(Class::getName, type -> type));
    private static final int EVERY_FACT = 0;

    /** Looking whether a fact is there takes time, but keeps nothing. */
    private static final long LOOKS = 25;

    private final Map<Class<?>, Integer> places = new HashMap<>();
    private final Map<Phase, List<Branch>> branches = new EnumMap<>(Phase.class);

    /** One way to meet the conditions of a rule: the patterns it puts together, and what of them is asked most often. */
    private static final class Branch {
        private final RuleInfo rule;
        private final List<Part> parts;
        private final int[] kinds;
        private final boolean[] only;

        Branch(RuleInfo rule, List<Part> parts) {
            this.rule = rule;
            this.parts = parts;
            this.kinds = parts.stream().mapToInt(Part::kind).toArray();
            this.only = new boolean[parts.size()];
            for (int i = 0; i < only.length; i++) {
                only[i] = parts.get(i).only();
            }
        }
    }

    /**
     * A pattern of a rule.
     *
     * @param ties fields that have to equal a value of an earlier pattern
     * @param only whether it is only looked for, by exists or not
     */
    private record Part(int kind, List<FieldPath> ties, boolean only) {
        private Part lookedFor() {
            return new Part(kind, ties, true);
        }
    }

    Combinations(KieBase base, Map<String, RuleInfo> rules) {
        for (Class<?> fact : Vocabulary.FACTS.values()) {
            places.put(fact, places.size() + 1);
        }
        for (KiePackage folder : base.getKiePackages()) {
            for (Rule rule : folder.getRules()) {
                RuleInfo info = rules.get(RuleInfo.idOf(rule.getName()));
                if (info != null && rule instanceof RuleImpl built) {
                    branches(built.getLhs())
                            .forEach(parts -> branches.computeIfAbsent(info.phase(), key -> new ArrayList<>())
                                    .add(new Branch(info, parts)));
                }
            }
        }
    }

    /** Facts of a session, by kind. */
    final class Count {
        private final List<List<Object>> facts = new ArrayList<>();
        private final IdentityHashMap<Part, Alike> alike = new IdentityHashMap<>();

        private Count() {
            for (int i = 0; i <= places.size(); i++) {
                facts.add(new ArrayList<>());
            }
        }

        /** Counts a fact; true when its kind has doubled, so that it is worth looking again. */
        boolean add(Object fact) {
            facts.get(EVERY_FACT).add(fact);
            int place = places.getOrDefault(fact.getClass(), EVERY_FACT);
            if (place != EVERY_FACT) {
                facts.get(place).add(fact);
            }
            return Integer.bitCount(facts.get(place).size()) == 1;
        }

        /**
         * The rule that takes rules beyond so many combinations: one by itself, or the one with the most of all rules
         * together.
         */
        Optional<Excess> beyond(long most, Set<Phase> phases) {
            return roughlyBeyond(most, phases) ? beyond(most, phases, this::mostAlike) : Optional.empty();
        }

        /** Whether it might be, were no pattern tied to another: quickly told, since this is asked after most findings. */
        private boolean roughlyBeyond(long most, Set<Phase> phases) {
            long kept = 0;
            long looks = 0;
            for (Phase phase : phases) {
                for (Branch branch : branches.getOrDefault(phase, List.of())) {
                    long product = 1;
                    for (int i = 0; i < branch.kinds.length && product <= Integer.MAX_VALUE; i++) {
                        long with =
                                product * Math.max(1, facts.get(branch.kinds[i]).size());
                        if (branch.only[i]) {
                            looks += with;
                        } else {
                            kept += with;
                            product = with;
                        }
                    }
                }
                if (new Work(kept, looks).beyond(most)) {
                    return true;
                }
            }
            return false;
        }

        private Optional<Excess> beyond(long most, Set<Phase> phases, ToIntFunction<Part> size) {
            Work all = new Work(0, 0);
            Work largest = new Work(0, 0);
            RuleInfo largestRule = null;
            for (Phase phase : phases) {
                for (Branch branch : branches.getOrDefault(phase, List.of())) {
                    Work work = work(branch, size);
                    if (work.beyond(most)) {
                        return Optional.of(new Excess(branch.rule, true));
                    }
                    all = all.and(work);
                    if (largestRule == null || work.weight() > largest.weight()) {
                        largest = work;
                        largestRule = branch.rule;
                    }
                }
            }
            return largestRule != null && all.beyond(most)
                    ? Optional.of(new Excess(largestRule, false))
                    : Optional.empty();
        }

        /** What one way to meet a rule's conditions comes to; it stops counting where that is beyond any bound. */
        private Work work(Branch branch, ToIntFunction<Part> size) {
            long product = 1;
            Work work = new Work(0, 0);
            for (Part part : branch.parts) {
                long with = product * Math.max(1, size.applyAsInt(part));
                work = work.and(part.only() ? new Work(0, with) : new Work(with, 0));
                product = part.only() ? product : with;
                if (product > Integer.MAX_VALUE) {
                    return work;
                }
            }
            return work;
        }

        /** How many facts of a pattern go with one combination of the patterns before it, at most. */
        private int mostAlike(Part part) {
            List<Object> kind = facts.get(part.kind());
            if (part.ties().isEmpty()) {
                return kind.size();
            }
            Alike known = alike.get(part);
            if (known == null || known.of() != kind.size()) {
                Map<List<String>, Integer> sizes = new HashMap<>();
                for (Object fact : kind) {
                    sizes.merge(
                            part.ties().stream().map(tie -> tie.valueOf(fact)).toList(), 1, Integer::sum);
                }
                known = new Alike(
                        kind.size(),
                        sizes.values().stream()
                                .mapToInt(Integer::intValue)
                                .max()
                                .orElse(1));
                alike.put(part, known);
            }
            return known.most();
        }
    }

    /** A rule that takes rules beyond their bound, alone or with the others. */
    record Excess(RuleInfo rule, boolean alone) {}

    /** Combinations that are put together and kept, and those that are only looked at. */
    private record Work(long kept, long looks) {
        Work and(Work other) {
            return new Work(kept + other.kept, looks + other.looks);
        }

        boolean beyond(long most) {
            return kept > most || looks > most * LOOKS;
        }

        long weight() {
            return kept + looks / LOOKS;
        }
    }

    /** The most facts with the same values, of so many. */
    private record Alike(int of, int most) {}

    Count count() {
        return new Count();
    }

    private List<List<Part>> branches(RuleConditionElement element) {
        if (element instanceof org.drools.base.rule.Pattern pattern) {
            return List.of(isById(pattern) ? List.of() : List.of(new Part(place(pattern), ties(pattern), false)));
        }
        boolean either = element instanceof GroupElement group && group.isOr();
        List<List<Part>> found = new ArrayList<>(either ? List.of() : List.of(List.<Part>of()));
        Collection<? extends RuleConditionElement> parts =
                element instanceof GroupElement group ? group.getChildren() : element.getNestedElements();
        for (RuleConditionElement part : parts) {
            found = either ? joined(found, branches(part)) : crossed(found, branches(part));
        }
        boolean only = element instanceof GroupElement group && (group.isNot() || group.isExists());
        return only && found.size() == 1 && found.get(0).size() == 1
                ? List.of(List.of(found.get(0).get(0).lookedFor()))
                : found;
    }

    private static List<List<Part>> joined(List<List<Part>> some, List<List<Part>> others) {
        List<List<Part>> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private static List<List<Part>> crossed(List<List<Part>> some, List<List<Part>> others) {
        List<List<Part>> all = new ArrayList<>();
        for (List<Part> one : some) {
            for (List<Part> other : others) {
                List<Part> both = new ArrayList<>(one);
                both.addAll(other);
                all.add(both);
            }
        }
        return all;
    }

    private int place(org.drools.base.rule.Pattern pattern) {
        Class<?> fact = VOCABULARY.get(pattern.getObjectType().getClassName());
        return fact == null ? EVERY_FACT : places.getOrDefault(fact, EVERY_FACT);
    }

    private static boolean isById(org.drools.base.rule.Pattern pattern) {
        return compiled(pattern)
                .anyMatch(each -> BY_ID.matcher(each.getPredicateInformation().getStringConstraint())
                        .matches());
    }

    private static List<FieldPath> ties(org.drools.base.rule.Pattern pattern) {
        Class<?> fact = VOCABULARY.get(pattern.getObjectType().getClassName());
        return fact == null
                ? List.of()
                : compiled(pattern)
                        .map(each -> TIED.matcher(each.getPredicateInformation().getStringConstraint()))
                        .filter(Matcher::matches)
                        .flatMap(tied -> FieldPath.of(fact, tied.group(1)).stream())
                        .toList();
    }

    /** Conditions of a pattern that compare it with others or with a constant; one with itself ties it to nothing. */
    private static Stream<LambdaConstraint> compiled(org.drools.base.rule.Pattern pattern) {
        return pattern.getConstraints().stream()
                .filter(LambdaConstraint.class::isInstance)
                .map(LambdaConstraint.class::cast)
                .filter(each ->
                        Stream.of(each.getRequiredDeclarations()).noneMatch(used -> pattern.equals(used.getPattern())));
    }
}
