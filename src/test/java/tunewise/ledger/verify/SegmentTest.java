package tunewise.ledger.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.ExportLine;
import tunewise.ledger.entry.NewEntry;
import tunewise.ledger.entry.VerifyExport;
import tunewise.ledger.entry.VerifyExport.Chain;
import tunewise.ledger.entry.VerifyExport.Erasure;
import tunewise.ledger.entry.VerifyExport.Link;
import tunewise.ledger.entry.VerifyExport.Signed;

/** A chain proven in segments reads as one that was proven from end to end, whatever was done to it. */
class SegmentTest {
    private static final int ENTRIES = 60;
    private static final int SIGNED = 40;

    @TempDir
    Path folder;

    @Test
    void segmentsSayWhatTheWholeChainSays() throws IOException {
        List<String> sound = new ArrayList<>();
        Signed checkpoint = fill(sound);
        Random random = new Random(27);
        Set<String> kinds = new HashSet<>();
        for (int round = 0; round < 300; round++) {
            List<String> lines = new ArrayList<>(sound);
            String deed = round == 0 ? "nothing" : tamper(lines, random);
            Path file = Files.write(folder.resolve("export.jsonl"), lines);

            Chain whole = VerifyExport.verify(file, List.of(checkpoint));
            Chain joined = joined(lines, cuts(lines.size(), random), checkpoint);

            assertEquals(whole.summary(), joined.summary(), deed);
            assertEquals(whole.fault(), joined.fault(), deed);
            kinds.add(whole.fault().map(fault -> fault.kind().name()).orElse("none"));
        }
        assertTrue(
                kinds.containsAll(Set.of("none", "ALTERED", "REMOVED", "INSERTED", "ERASED_UNTOLD", "TAIL_LOST")),
                kinds.toString());
    }

    @Test
    void aLineTellsItsEntry() throws IOException {
        List<String> lines = new ArrayList<>();
        fill(lines);
        try (Ledger ledger = Ledger.open(folder.resolve("data"))) {
            for (String line : lines) {
                Entry entry = ExportLine.read("local", line);
                assertEquals(ledger.find(entry.id()), Optional.of(entry));
                assertEquals(line, ExportLine.of(entry));
            }
        }
    }

    private Signed fill(List<String> lines) {
        try (Ledger ledger = Ledger.open(folder.resolve("data"))) {
            Signed checkpoint = null;
            for (int i = 1; i <= ENTRIES; i++) {
                Entry entry = ledger.append(new NewEntry(
                        "id-" + i,
                        EntryKind.ACT,
                        Instant.parse("2026-11-30T10:00:00Z").plusSeconds(i),
                        "sha256:0",
                        "api",
                        "{\"what\":\"act " + i + " of Zoë\"}"));
                lines.add(ExportLine.of(entry));
                if (i == SIGNED) {
                    checkpoint = Signed.read(
                                    ledger.proof().checkpoint().orElseThrow().json(),
                                    ledger.proof().publicKey())
                            .orElseThrow();
                }
            }
            return Optional.ofNullable(checkpoint).orElseThrow();
        }
    }

    private static String tamper(List<String> lines, Random random) {
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        int other = random.nextInt(lines.size());
        return switch (random.nextInt(7)) {
            case 0 -> {
                lines.set(at, line.replace("act ", "fact "));
                yield "body " + at + " altered";
            }
            case 1 -> {
                lines.remove(at);
                yield at + " removed";
            }
            case 2 -> {
                Collections.swap(lines, at, other);
                yield at + " and " + other + " swapped";
            }
            case 3 -> {
                lines.add(other, line);
                yield at + " inserted at " + other;
            }
            case 4 -> {
                lines.set(at, line.replaceFirst("\"body\":.*", "\"body\":null}"));
                yield at + " erased";
            }
            case 5 -> {
                lines.subList(Math.max(1, at), lines.size()).clear();
                yield "cut off at " + at;
            }
            default -> {
                lines.set(at, line.substring(0, line.length() / 2));
                yield at + " broken";
            }
        };
    }

    private static List<Integer> cuts(int lines, Random random) {
        Set<Integer> cuts = new TreeSet<>(Set.of(0, lines));
        IntStream.range(0, random.nextInt(9)).forEach(any -> cuts.add(random.nextInt(lines + 1)));
        return List.copyOf(cuts);
    }

    private static Chain joined(List<String> lines, List<Integer> cuts, Signed checkpoint) {
        List<Link> links = lines.stream().map(Link::read).toList();
        List<Erasure> erasures =
                links.stream().flatMap(link -> Erasure.in(link).stream()).toList();
        List<Segment> segments = new ArrayList<>();
        for (int i = 1; i < cuts.size(); i++) {
            Iterator<Link> some = links.subList(cuts.get(i - 1), cuts.get(i)).iterator();
            segments.add(Segment.of(some, erasures, List.of(checkpoint)));
        }
        return Segment.joined(
                segments,
                number -> links.subList(cuts.get(number), links.size()).iterator(),
                erasures,
                List.of(checkpoint));
    }
}
