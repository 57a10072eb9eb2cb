package tunewise.ledger.entry;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Proves an exported ledger without the service that wrote it: this file needs nothing but a JDK, so that whoever
 * distrusts the operator reads it and runs it alone.
 *
 * <pre>java VerifyExport.java export.jsonl [checkpoint.json ledger.pub]</pre>
 *
 * <p>Each line of an export is {@code {"hash":H,"entry":E,"body":B}}. H is the SHA-256 of the characters of E, E names
 * the SHA-256 of the characters of B and the hash of the line before. A body that was erased is {@code null}; then an
 * entry of kind erasure, further down, has to tell of it. A checkpoint is {@code {"checkpoint":C,"signature":S}}, where S
 * is the Ed25519 signature of the characters of C. Exit codes: 0 proven, 1 something is wrong, 2 misused.
 */
public final class VerifyExport {
    private VerifyExport() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 1 && args.length != 3) {
            System.err.println("Usage: VerifyExport EXPORT.jsonl [CHECKPOINT.json LEDGER.pub]");
            System.exit(2);
        }
        List<Signed> checkpoints = new ArrayList<>();
        if (args.length == 3) {
            String text = Files.readString(Path.of(args[1])).strip();
            Optional<Signed> signed = Signed.read(text, Files.readString(Path.of(args[2])));
            if (signed.isEmpty()) {
                System.out.println("The checkpoint is not signed by this key: it was altered, or the key is another.");
                System.exit(1);
            }
            checkpoints.add(signed.get());
        }
        Chain chain = verify(Path.of(args[0]), checkpoints);
        System.out.println(chain.summary());
        System.exit(chain.fault().isEmpty() ? 0 : 1);
    }

    public static Chain verify(Path export, List<Signed> checkpoints) throws IOException {
        Chain chain = new Chain(erasures(export), checkpoints);
        try (BufferedReader lines = Files.newBufferedReader(export, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!chain.take(Link.read(line))) {
                    break;
                }
            }
        }
        chain.end();
        return chain;
    }

    private static List<Erasure> erasures(Path export) throws IOException {
        List<Erasure> erasures = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(export, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Erasure.in(Link.read(line)).ifPresent(erasures::add);
            }
        }
        return erasures;
    }

    static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * An entry as the chain sees it.
     *
     * @param entry the characters that its hash is of; empty when it cannot be read at all
     * @param bodyFound SHA-256 of the body as it is; empty when erased
     * @param erasure the body of an erasure; empty otherwise
     */
    public record Link(
            long seq,
            String id,
            String kind,
            String createdAt,
            String bodyHash,
            String previousHash,
            String hash,
            String entry,
            String bodyFound,
            String erasure) {
        private static final Pattern LINE =
                Pattern.compile("\\{\"hash\":\"([0-9a-f]{64})\",\"entry\":(\\{[^{}]*\\}),\"body\":(null|\\{.*\\})\\}");
        private static final Pattern ENTRY =
                Pattern.compile("\\{\"bodyHash\":\"([0-9a-f]{64})\",\"cameFrom\":\"[^\"]*\","
                        + "\"createdAt\":\"([^\"]*)\",\"id\":\"([^\"]*)\",\"kind\":\"([a-z]*)\","
                        + "\"previousHash\":\"([0-9a-f]{64})\",\"release\":\"[^\"]*\",\"seq\":([0-9]{1,18})\\}");
        public static final Link UNREADABLE = new Link(0, "?", "", "", "", "", "", "", "", "");

        public static Link read(String line) {
            Matcher parts = LINE.matcher(line);
            return parts.matches()
                    ? of(
                            parts.group(1),
                            parts.group(2),
                            (parts.group(3).equals("null") ? "" : parts.group(3)).getBytes(StandardCharsets.UTF_8))
                    : UNREADABLE;
        }

        /** A link whose body is these bytes, or none when it was erased. */
        public static Link of(String hash, String entry, byte[] body) {
            Matcher fields = ENTRY.matcher(entry);
            return fields.matches()
                    ? new Link(
                            Long.parseLong(fields.group(6)),
                            fields.group(3),
                            fields.group(4),
                            fields.group(2),
                            fields.group(1),
                            fields.group(5),
                            hash,
                            entry,
                            body.length == 0 ? "" : sha256(body),
                            fields.group(4).equals("erasure") ? new String(body, StandardCharsets.UTF_8) : "")
                    : UNREADABLE;
        }

        boolean readable() {
            return !entry.isEmpty();
        }

        public boolean erased() {
            return bodyFound.isEmpty();
        }

        boolean bodyHolds() {
            return erased() || bodyFound.equals(bodyHash);
        }

        boolean holds() {
            return sha256(entry).equals(hash);
        }

        /** Whether it would hold if it stood at another place, which is where it was written. */
        boolean holdsAt(long place) {
            String moved = entry.substring(0, entry.lastIndexOf(':') + 1) + place + "}";
            return sha256(moved).equals(hash);
        }
    }

    /** An entry that tells that bodies of recommendations from before a moment were erased. */
    public record Erasure(long seq, Instant before) {
        private static final Pattern BEFORE = Pattern.compile("\"before\":\"([0-9TZ:.+-]+)\"");

        public static Optional<Erasure> in(Link link) {
            Matcher before = BEFORE.matcher(link.erasure());
            return before.find()
                    ? Optional.of(new Erasure(link.seq(), Instant.parse(before.group(1))))
                    : Optional.empty();
        }

        boolean covers(Link link) {
            return link.kind().equals("recommendation")
                    && link.seq() < seq
                    && Instant.parse(link.createdAt()).isBefore(before);
        }
    }

    /** A checkpoint whose signature holds. */
    public record Signed(long seq, String hash, String madeAt) {
        private static final Pattern WHOLE =
                Pattern.compile("\\{\"checkpoint\":(\\{[^{}]*\\}),\"signature\":\"([A-Za-z0-9+/=]+)\"\\}");
        private static final Pattern CHECKPOINT = Pattern.compile(
                "\\{\"hash\":\"([0-9a-f]{64})\",\"madeAt\":\"([^\"]*)\",\"seq\":([0-9]{1,18}),\"version\":1\\}");

        /** Empty when the signature is not of this key, or there is none. */
        public static Optional<Signed> read(String text, String publicKey) {
            Matcher whole = WHOLE.matcher(text);
            Matcher fields = CHECKPOINT.matcher(whole.matches() ? whole.group(1) : "");
            return fields.matches() && isSigned(whole.group(1), whole.group(2), publicKey)
                    ? Optional.of(new Signed(Long.parseLong(fields.group(3)), fields.group(1), fields.group(2)))
                    : Optional.empty();
        }

        static boolean isSigned(String text, String signature, String publicKey) {
            try {
                byte[] key = Base64.getDecoder().decode(publicKey.replaceAll("-----[A-Z ]+-----|\\s", ""));
                PublicKey read = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key));
                Signature check = Signature.getInstance("Ed25519");
                check.initVerify(read);
                check.update(text.getBytes(StandardCharsets.UTF_8));
                return check.verify(Base64.getDecoder().decode(signature));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                return false;
            }
        }
    }

    /** What is wrong with a chain. */
    public enum Kind {
        ALTERED,
        REMOVED,
        INSERTED,
        REORDERED,
        ERASED_UNTOLD,
        TAIL_LOST,
        TAIL_REWRITTEN
    }

    /** The first entry that does not hold. */
    public record Fault(Kind kind, long seq, String id, String what) {}

    /**
     * Where a chain stands between two entries, so that its segments can be proven apart and joined.
     *
     * @param count entries before it that hold
     * @param met checkpoints that they agree with
     * @param previous hash of the one before; 64 zeros at the beginning
     * @param beforePrevious hash of the one before that, or empty
     * @param lastSigned seq of the last one that a checkpoint signed
     */
    public record Place(
            long count,
            long erased,
            int met,
            String previous,
            String beforePrevious,
            String previousId,
            long lastSigned) {
        public static final Place START = new Place(0, 0, 0, "0".repeat(64), "", "", 0);

        /** Where a segment begins, going by what its first link says of the one before. */
        public static Place before(Link first) {
            return new Place(first.seq() - 1, 0, 0, first.previousHash(), "", "", 0);
        }

        /** The end of a segment that begins here, of which only this segment's end is known. */
        public Place then(Place end) {
            return new Place(
                    end.count,
                    erased + end.erased,
                    met + end.met,
                    end.previous,
                    end.beforePrevious,
                    end.previousId,
                    Math.max(lastSigned, end.lastSigned));
        }

        public boolean joins(Place begin) {
            return count == begin.count && previous.equals(begin.previous);
        }
    }

    /** Takes the entries one by one and finds the first that does not hold. */
    public static final class Chain {
        private static final int NEAR = 1_000;

        private final List<Erasure> erasures;
        private final Map<Long, List<Signed>> checkpoints;
        private final Deque<Link> ahead = new ArrayDeque<>();
        private long count;
        private long erased;
        private int met;
        private String previous = "0".repeat(64);
        private String beforePrevious = "";
        private String previousId = "";
        private long lastSigned;
        private Optional<Fault> fault = Optional.empty();

        public Chain(List<Erasure> erasures, List<Signed> checkpoints) {
            this.erasures = erasures;
            this.checkpoints = new TreeMap<>(checkpoints.stream().collect(Collectors.groupingBy(Signed::seq)));
        }

        /** A chain whose entries up to a place hold already. */
        public Chain(List<Erasure> erasures, List<Signed> checkpoints, Place from) {
            this(erasures, checkpoints);
            count = from.count();
            erased = from.erased();
            met = from.met();
            previous = from.previous();
            beforePrevious = from.beforePrevious();
            previousId = from.previousId();
            lastSigned = from.lastSigned();
        }

        /** Where it stands after what it took; what came last counts, whatever may follow it. */
        public Place place() {
            if (fault.isEmpty() && !ahead.isEmpty()) {
                check(ahead.removeFirst(), Optional.empty());
            }
            return new Place(count, erased, met, previous, beforePrevious, previousId, lastSigned);
        }

        /** Whether it wants more: nothing after the first fault is looked at. */
        public boolean take(Link link) {
            ahead.add(link);
            if (ahead.size() == 2) {
                check(ahead.removeFirst(), Optional.of(link));
            }
            return fault.isEmpty();
        }

        /** There are no more entries. */
        public void end() {
            place();
            if (fault.isEmpty()) {
                checkpoints.entrySet().stream()
                        .filter(signed -> signed.getKey() > count)
                        .findFirst()
                        .ifPresent(signed -> lost(signed.getValue().get(0)));
            }
        }

        public long count() {
            return count;
        }

        public long erased() {
            return erased;
        }

        /** Checkpoints that the chain agrees with. */
        public int met() {
            return met;
        }

        public String head() {
            return previous;
        }

        public Optional<Fault> fault() {
            return fault;
        }

        public String summary() {
            return fault.map(found -> found.what() + " The " + count + " before it hold.")
                    .orElse("All " + count + " entries hold"
                            + (erased == 0 ? "" : ", " + erased + " of them with their body erased")
                            + (met == 0
                                    ? ""
                                    : met == 1 ? ", and the checkpoint agrees" : ", and " + met + " checkpoints agree")
                            + ". Head of the chain: " + previous);
        }

        private void check(Link link, Optional<Link> next) {
            long place = count + 1;
            if (!link.readable()) {
                wrong(Kind.ALTERED, place, "?", "entry " + place + " cannot be read: it was altered.");
            } else if (link.seq() > place) {
                wrong(Kind.REMOVED, place, "?", "entry " + place + " is missing: it was removed.");
            } else if (link.seq() < place) {
                wrong(
                        Kind.INSERTED,
                        place,
                        link.id(),
                        "entry " + link.seq() + " appears here a second time: it was inserted.");
            } else if (!link.previousHash().equals(previous)) {
                misplaced(link, next);
            } else if (!link.bodyHolds()) {
                wrong(Kind.ALTERED, place, link.id(), "the body of entry " + place + " was altered.");
            } else if (!link.holds()) {
                wrong(Kind.ALTERED, place, link.id(), "entry " + place + " was altered.");
            } else if (link.erased() && erasures.stream().noneMatch(erasure -> erasure.covers(link))) {
                wrong(
                        Kind.ERASED_UNTOLD,
                        place,
                        link.id(),
                        "the body of entry " + place + " was removed, and no erasure in the chain records it.");
            } else {
                holds(link);
            }
        }

        /** It does not follow the one before it; tells what was done by what else would fit. */
        private void misplaced(Link link, Optional<Link> next) {
            long place = link.seq();
            boolean nextFollowsPrevious =
                    next.filter(after -> after.previousHash().equals(previous)).isPresent();
            long written = writtenAt(link);
            if (nextFollowsPrevious) {
                wrong(
                        written > place ? Kind.REORDERED : Kind.INSERTED,
                        place,
                        link.id(),
                        written > place
                                ? "entry " + place + " was entry " + written + ": entries were reordered."
                                : "entry " + place + " was inserted.");
            } else if (link.previousHash().equals(beforePrevious)) {
                wrong(Kind.INSERTED, place - 1, previousId, "entry " + (place - 1) + " was inserted.");
            } else if (written > place) {
                wrong(
                        Kind.REMOVED,
                        place,
                        link.id(),
                        "entry " + place + " was entry " + written + ": entries before it were removed or reordered.");
            } else if (written > 0 && written < place) {
                wrong(
                        Kind.REORDERED,
                        place,
                        link.id(),
                        "entry " + place + " was entry " + written + ": entries were inserted or reordered.");
            } else if (link.holds() && count > 0) {
                wrong(
                        Kind.ALTERED,
                        place - 1,
                        previousId,
                        "entry " + (place - 1) + " was altered and its hash made anew: entry " + place
                                + " names another.");
            } else {
                wrong(Kind.ALTERED, place, link.id(), "entry " + place + " was altered.");
            }
        }

        /** Where it was written, if that is another place not too far away; else 0. */
        private static long writtenAt(Link link) {
            if (link.holds()) {
                return 0;
            }
            for (long far = 1; far <= NEAR; far++) {
                if (link.holdsAt(link.seq() + far)) {
                    return link.seq() + far;
                }
                if (link.seq() > far && link.holdsAt(link.seq() - far)) {
                    return link.seq() - far;
                }
            }
            return 0;
        }

        private void holds(Link link) {
            List<Signed> here = checkpoints.getOrDefault(link.seq(), List.of());
            for (Signed signed : here) {
                if (!signed.hash().equals(link.hash())) {
                    wrong(
                            Kind.TAIL_REWRITTEN,
                            lastSigned + 1,
                            link.id(),
                            "the chain was rewritten: the checkpoint of " + signed.madeAt() + " signed another entry "
                                    + link.seq() + ". The first altered entry is between " + (lastSigned + 1) + " and "
                                    + link.seq() + ".");
                    count = lastSigned;
                    return;
                }
            }
            if (!here.isEmpty()) {
                met++;
                lastSigned = link.seq();
            }
            count = link.seq();
            erased += link.erased() ? 1 : 0;
            beforePrevious = previous;
            previous = link.hash();
            previousId = link.id();
        }

        private void lost(Signed signed) {
            wrong(
                    Kind.TAIL_LOST,
                    count + 1,
                    "?",
                    "the chain ends with entry " + count + ", and the checkpoint of " + signed.madeAt()
                            + " signed entry " + signed.seq() + ": the last " + (signed.seq() - count)
                            + " are lost. Maybe an older backup was put in place; otherwise they were removed.");
        }

        private void wrong(Kind kind, long seq, String id, String what) {
            fault = Optional.of(new Fault(kind, seq, id, what));
            if (kind == Kind.INSERTED || kind == Kind.ALTERED) {
                count = Math.min(count, seq - 1);
            }
        }
    }
}
