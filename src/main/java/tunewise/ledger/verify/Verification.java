package tunewise.ledger.verify;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tunewise.ledger.entry.EntryHash;
import tunewise.ledger.entry.VerifyExport;
import tunewise.text.Choice;

/**
 * What came of checking the chains, of which there are several where instances share a database.
 *
 * @param count entries that hold, from the first of each chain on
 * @param erased how many of them have had their body erased
 * @param checkpoints signed checkpoints that the chains agree with
 * @param headHash hash of the last entry that holds in the first chain; 64 zeros when there is none
 * @param fault the first thing that does not hold; empty when all does
 * @param besides what does not hold beside the chains: entries of no chain, and stored releases
 */
public record Verification(
        long count,
        long erased,
        int checkpoints,
        String headHash,
        Optional<Break> fault,
        List<Chain> chains,
        List<Break> besides) {

    /** Where a chain breaks, and how. */
    public record Break(Kind kind, String chain, long seq, String id, String what) {}

    /** One chain, as {@link Verification} counts it, and what was lost when backups were put in place, in words. */
    public record Chain(
            String id,
            long count,
            long erased,
            int checkpoints,
            String headHash,
            Optional<Break> fault,
            List<String> restorations) {
        static Chain of(String id, VerifyExport.Chain chain, List<String> restorations) {
            return new Chain(
                    id,
                    chain.count(),
                    chain.erased(),
                    chain.met(),
                    chain.head(),
                    chain.fault()
                            .map(fault -> new Break(
                                    Kind.valueOf(fault.kind().name()), id, fault.seq(), fault.id(), fault.what())),
                    restorations);
        }

        static Chain forged(String id, String checkpoint) {
            String what =
                    checkpoint + " is not signed by this key. Maybe it was altered, or the key is another ledger's.";
            return new Chain(
                    id,
                    0,
                    0,
                    0,
                    EntryHash.FIRST_PREVIOUS,
                    Optional.of(new Break(Kind.FORGED_CHECKPOINT, id, 0, "?", what)),
                    List.of());
        }

        private String words(boolean several) {
            String named = several ? "chain " + id + ": " : "";
            return fault.map(found -> named + found.what() + (count > 0 ? " The " + count + " before it hold." : ""))
                    .orElse(named + "all " + count + " hold. Head of the chain: " + headHash);
        }
    }

    /** How a chain breaks. */
    public enum Kind implements Choice {
        ALTERED,
        REMOVED,
        INSERTED,
        REORDERED,
        ERASED_UNTOLD,
        TAIL_LOST,
        TAIL_REWRITTEN,
        FORGED_CHECKPOINT,
        RELEASE_ALTERED,
        RELEASE_LOST,
        /** Lists or counts differ from the entries they were made from. */
        INDEX_ALTERED,
        /** The database finds its own file damaged; nothing else was looked at. */
        DAMAGED;

        @Override
        @JsonValue
        public String id() {
            return Choice.idOf(name());
        }
    }

    static Verification of(List<Chain> chains, List<Break> besides) {
        return new Verification(
                chains.stream().mapToLong(Chain::count).sum(),
                chains.stream().mapToLong(Chain::erased).sum(),
                chains.stream().mapToInt(Chain::checkpoints).sum(),
                chains.stream().findFirst().map(Chain::headHash).orElse(EntryHash.FIRST_PREVIOUS),
                Stream.concat(chains.stream().flatMap(chain -> chain.fault().stream()), besides.stream())
                        .findFirst(),
                chains,
                besides);
    }

    /** What was lost when backups were put in place, as signed entries tell. */
    public List<String> restorations() {
        return chains.stream().flatMap(chain -> chain.restorations.stream()).toList();
    }

    /** As an auditor reads it. */
    public String summary() {
        boolean damaged = besides.stream().anyMatch(each -> each.kind() == Kind.DAMAGED);
        return Stream.of(
                        damaged ? Stream.<String>of() : Stream.of(holding()),
                        besides.stream().map(Break::what),
                        restorations().stream())
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }

    private String holding() {
        boolean several = chains.size() > 1;
        if (chains.stream().anyMatch(chain -> chain.fault().isPresent())) {
            return chains.stream().map(chain -> chain.words(several)).collect(Collectors.joining("\n"));
        }
        return "All " + count + " entries hold" + (several ? " in " + chains.size() + " chains" : "")
                + (erased == 0 ? "" : ", the bodies of " + erased + " of them erased")
                + (checkpoints == 0
                        ? count == 0 ? "" : ", and no signed checkpoint vouches for them"
                        : ", and " + checkpoints + (checkpoints == 1 ? " checkpoint agrees" : " checkpoints agree"))
                + (several
                        ? ":\n"
                                + chains.stream()
                                        .map(chain -> chain.words(true))
                                        .collect(Collectors.joining("\n"))
                        : ". Head of the chain: " + headHash);
    }

    public boolean ok() {
        return fault.isEmpty();
    }
}
