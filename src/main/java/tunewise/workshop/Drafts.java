package tunewise.workshop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tunewise.ledger.entry.Publication;
import tunewise.ledger.entry.Publication.Content;

/** Unpublished work, one draft an author, each in a file of its own. */
public final class Drafts {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern PATH = Pattern.compile(
            "rules/[a-z]+/[a-z0-9-]{1,80}\\.(?:drl|csv)"
                    + "|fixtures/rules/[A-Z]{3}-\\d{3}\\.yaml|fixtures/rules/(?:fact-defaults|specimens)\\.yaml"
                    + "|fixtures/scenarios/[a-z0-9-]{1,80}/scenario\\.yaml|fixtures/markets/[a-z0-9-]{1,80}/[a-z0-9-]{1,80}\\.csv");
    private static final String ENDING = ".json";
    private static final int LONGEST_ID = 60;
    private static final int LONGEST_NAME = 200;

    private final Path folder;
    private final Releases releases;
    private final Clock clock;

    /** The drafts of a data folder. */
    public Drafts(Path data, Releases releases, Clock clock) {
        this.folder = data.resolve("drafts");
        this.releases = releases;
        this.clock = clock;
    }

    /**
     * What somebody has changed.
     *
     * @param id the author's name as it stands in addresses
     * @param base the release that the work began from
     * @param changes new texts by path; null for a file that is to go
     */
    public record Draft(
            String id, String author, Content base, Instant savedAt, SortedMap<String, @Nullable String> changes) {
        public Draft {
            changes = new TreeMap<>(changes);
        }
    }

    /** All drafts, by author. */
    public List<Draft> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Draft> drafts = new ArrayList<>();
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING) && !name.startsWith("."))
                    .sorted()
                    .forEach(name -> find(URLDecoder.decode(
                                    name.substring(0, name.length() - ENDING.length()), StandardCharsets.UTF_8))
                            .ifPresent(drafts::add));
            return drafts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Optional<Draft> find(String id) {
        if (!id.equals(idOf(id))) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(file(id)), Draft.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The author's draft, begun from the active release if there is none yet.
     *
     * @throws RefusedException when the name has no letters
     */
    public synchronized Draft open(String author) {
        return open(author, author);
    }

    /**
     * The draft of a name, begun from the active release if there is none yet.
     *
     * @throws RefusedException when a name has no letters, or the draft is somebody else's
     */
    public synchronized Draft open(String name, String author) {
        Draft draft = orNew(name, author);
        if (!idOf(draft.author()).equals(idOf(author))) {
            throw new RefusedException("the draft '" + draft.id() + "' is " + draft.author()
                    + "'s. Maybe another name for it, or their name as its author.");
        }
        return find(draft.id()).orElseGet(() -> save(draft));
    }

    /**
     * The draft of a name, or how it would begin; nothing is saved.
     *
     * @throws RefusedException when a name has no letters
     */
    public Draft orNew(String name, String author) {
        String id = idOf(name);
        if (id.isEmpty() || idOf(author).isEmpty()) {
            throw new RefusedException("a draft needs the name of its author. Maybe it was left blank.");
        }
        return find(id).orElseGet(() -> new Draft(
                id,
                author.strip(),
                releases.active()
                        .map(Publication::content)
                        .orElseThrow(() -> new RefusedException("nothing was published yet, so no draft can begin."
                                + " Maybe 'tunewise serve' has not run with this data folder.")),
                now(),
                new TreeMap<>()));
    }

    /** The release that a draft began from, with its changes. */
    public Workspace content(Draft draft) {
        SortedMap<String, String> files =
                new TreeMap<>(releases.read(draft.base()).files());
        draft.changes().forEach((path, text) -> {
            if (text == null) {
                files.remove(path);
            } else {
                files.put(path, text);
            }
        });
        return Workspace.of(files);
    }

    /**
     * Saves a file of a draft.
     *
     * @param text null to take the file out
     * @param seen the text that the author began to edit; null when there was no such file
     * @throws RefusedException when the file was saved by somebody else meanwhile, or may not be called so
     */
    public synchronized Draft write(String id, String path, @Nullable String text, @Nullable String seen) {
        SortedMap<String, @Nullable String> texts = new TreeMap<>();
        texts.put(path, text);
        SortedMap<String, String> before = new TreeMap<>();
        if (seen != null) {
            before.put(path, seen);
        }
        return write(id, texts, before);
    }

    /**
     * Saves several files of a draft, all or none.
     *
     * @param texts by path; null to take a file out
     * @param seen the texts that the author began with, by path
     * @throws RefusedException when a file was saved by somebody else meanwhile, or may not be called so
     */
    public synchronized Draft write(
            String id, SortedMap<String, @Nullable String> texts, SortedMap<String, String> seen) {
        Draft draft = find(id).orElseThrow();
        SortedMap<String, String> stored = content(draft).files();
        SortedMap<String, String> published = releases.read(draft.base()).files();
        SortedMap<String, @Nullable String> changes = new TreeMap<>(draft.changes());
        texts.forEach((path, text) -> {
            if (!mayBeCalled(path)) {
                throw new RefusedException(notAName(path));
            }
            if (!Objects.equals(stored.get(path), seen.get(path)) && !Objects.equals(stored.get(path), text)) {
                throw new RefusedException(
                        "somebody saved this file meanwhile in another window. We overwrote nothing. Maybe"
                                + " open it again and take over what changed.");
            }
            if (Objects.equals(published.get(path), text)) {
                changes.remove(path);
            } else {
                changes.put(path, text);
            }
        });
        return save(new Draft(id, draft.author(), draft.base(), now(), changes));
    }

    /** Whether rules, catalogs or what tests them may be in a file of this name. */
    public static boolean mayBeCalled(String path) {
        return PATH.matcher(path).matches();
    }

    public static String notAName(String path) {
        return "a file cannot be called '" + path
                + "'. Maybe rules/eligibility/my-topic.drl or fixtures/rules/ELI-999.yaml shows how.";
    }

    /**
     * Lays some other content, as that of a bundle, into a draft in which nothing was changed yet.
     *
     * @throws RefusedException when something was
     */
    public synchronized Draft lay(String name, String author, Workspace other) {
        Draft draft = open(name, author);
        if (!draft.changes().isEmpty()) {
            throw new RefusedException("the draft '" + draft.id() + "' holds changes already. Nothing was taken over."
                    + " Maybe publish or remove it first.");
        }
        return take(draft.id(), other);
    }

    /** Takes over everything in which some other content, as that of the rules folder, differs from the draft. */
    public synchronized Draft take(String id, Workspace other) {
        Draft draft = find(id).orElseThrow();
        SortedMap<String, String> base = releases.read(draft.base()).files();
        SortedMap<String, String> wanted = other.files();
        SortedMap<String, @Nullable String> changes = new TreeMap<>();
        wanted.forEach((path, text) -> {
            if (!text.equals(base.get(path))) {
                changes.put(path, text);
            }
        });
        base.keySet().stream()
                .filter(path -> !wanted.containsKey(path))
                .filter(path -> other.hasFixtures() || path.startsWith("rules/"))
                .forEach(path -> changes.put(path, null));
        return save(new Draft(id, draft.author(), draft.base(), now(), changes));
    }

    /**
     * Puts a draft's changes onto the active release.
     *
     * @throws RefusedException when both changed the same file
     */
    public synchronized Draft update(String id) {
        Draft draft = find(id).orElseThrow();
        Content active = releases.active().map(Publication::content).orElseThrow();
        SortedMap<String, String> before = releases.read(draft.base()).files();
        SortedMap<String, String> now = releases.read(active).files();
        List<String> both = draft.changes().keySet().stream()
                .filter(path -> !Objects.equals(before.get(path), now.get(path)))
                .toList();
        if (!both.isEmpty()) {
            throw new RefusedException("the active release and this draft both changed " + String.join(", ", both)
                    + ". Nothing was overwritten. Maybe throw the draft's version of it away, update, and make the change"
                    + " again.");
        }
        return save(new Draft(id, draft.author(), active, now(), draft.changes()));
    }

    /** Throws a draft away. */
    public synchronized void remove(String id) {
        try {
            if (id.equals(idOf(id))) {
                Files.deleteIfExists(file(id));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Draft save(Draft draft) {
        AtomicFile.write(file(draft.id()), JSON.writeValueAsString(draft));
        return draft;
    }

    private Path file(String id) {
        return folder.resolve(fileName(id));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Letters, digits and hyphens of any language, so that no name leads out of the folder, and few enough to name a
     * file.
     */
    private static String idOf(String author) {
        String letters = Normalizer.normalize(author, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-+", "");
        StringBuilder id = new StringBuilder();
        letters.codePoints()
                .limit(LONGEST_ID)
                .takeWhile(letter -> fileName(id + Character.toString(letter)).length() <= LONGEST_NAME)
                .forEach(id::appendCodePoint);
        return id.toString().replaceAll("-+$", "");
    }

    /** Written so that file systems of every setting can hold it; plain letters stay as they are. */
    private static String fileName(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8) + ENDING;
    }
}
