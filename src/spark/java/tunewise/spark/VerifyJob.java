package tunewise.spark;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tunewise.cli.terminal.ExitCode;
import tunewise.cli.terminal.TextInput;
import tunewise.cli.terminal.UnusableInputException;
import tunewise.ledger.entry.VerifyExport.Chain;
import tunewise.ledger.entry.VerifyExport.Erasure;
import tunewise.ledger.entry.VerifyExport.Link;
import tunewise.ledger.entry.VerifyExport.Signed;
import tunewise.ledger.verify.Segment;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Recomputes the chains in segments, and joins these at their ends.")
final class VerifyJob extends Job {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Mixin
    private EntrySource source = new EntrySource();

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "a checkpoint kept elsewhere, which reveals a lost or rewritten tail")
    private @Nullable Path checkpoint;

    @Option(names = "--key", paramLabel = "FILE", description = "the public key that signed it")
    private @Nullable Path key;

    @Override
    int run(SparkSession spark) {
        List<Signed> signed = signed();
        List<String> chains = source.chains(spark);
        boolean sound = true;
        for (String id : chains) {
            Chain chain = verified(source.lines(spark, id), signed);
            out().println((chains.size() > 1 ? "chain " + id + ": " : "") + chain.summary());
            sound &= chain.fault().isEmpty();
        }
        return sound ? 0 : ExitCode.FOUND_SOMETHING;
    }

    private List<Signed> signed() {
        if (checkpoint == null || key == null) {
            if (checkpoint != null || key != null) {
                throw new UnusableInputException("--checkpoint and --key need each other.");
            }
            return List.of();
        }
        Optional<Signed> read = Signed.read(TextInput.read(checkpoint).strip(), TextInput.read(key));
        return List.of(read.orElseThrow(() -> new UnusableInputException(
                "the checkpoint is not signed by this key. Maybe it was altered, or the key is another ledger's.")));
    }

    /** Proves a chain whose lines are in its order, from piece to piece. */
    static Chain verified(JavaRDD<String> lines, List<Signed> signed) {
        List<Erasure> erasures = lines.filter(line -> Lines.kind(line).equals("erasure")).collect().stream()
                .flatMap(line -> Erasure.in(Link.read(line)).stream())
                .toList();
        String told = JSON.writeValueAsString(new Told(erasures, signed));
        List<Segment> segments = lines
                .mapPartitions(piece -> List.of(segment(piece, JSON.readValue(told, Told.class)))
                        .iterator())
                .collect()
                .stream()
                .map(segment -> JSON.readValue(segment, Segment.class))
                .toList();
        return Segment.joined(segments, number -> from(lines, number), erasures, signed);
    }

    private static String segment(Iterator<String> piece, Told told) {
        return JSON.writeValueAsString(Segment.of(links(piece), told.erasures(), told.signed()));
    }

    private static Iterator<Link> from(JavaRDD<String> lines, int first) {
        return links(lines.mapPartitionsWithIndex(
                        (number, piece) -> number < first ? List.<String>of().iterator() : piece, true)
                .toLocalIterator());
    }

    private static Iterator<Link> links(Iterator<String> lines) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return lines.hasNext();
            }

            @Override
            public Link next() {
                return Link.read(lines.next());
            }
        };
    }

    /** What every segment has to know of the whole chain. */
    record Told(List<Erasure> erasures, List<Signed> signed) {}
}
