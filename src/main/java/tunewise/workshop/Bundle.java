package tunewise.workshop;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tunewise.ledger.Proof;
import tunewise.ledger.Publications;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.Keys;
import tunewise.ledger.entry.Publication;
import tunewise.ledger.entry.Publication.Content;
import tunewise.workshop.Publisher.Signature;

/**
 * A release on its way from one store to another, as from staging to production. What was published there is signed with
 * the key of that store's ledger; the files are held by their hashes, which are signed with it.
 */
public record Bundle(Statement statement, Workspace content) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<TreeMap<String, String>> FILES = new TypeReference<>() {};

    /** What is signed: which release, and who published it there when and what for. */
    public record Statement(
            int version, String release, @Nullable String fixtures, String author, String comment, String publishedAt) {
        public Statement {
            author = Objects.requireNonNullElse(author, "");
            comment = Objects.requireNonNullElse(comment, "");
            publishedAt = Objects.requireNonNullElse(publishedAt, "");
        }

        String day() {
            return Instant.parse(publishedAt).toString().substring(0, 10);
        }
    }

    /** How whoever takes it over signs for it. */
    public Signature signature(String name, Actor actor) {
        return Signature.of(
                name,
                "taken over from " + statement.author() + ", who published it elsewhere on " + statement.day() + ": "
                        + statement.comment(),
                actor);
    }

    /** What the ledger records of it. */
    public Map<String, String> about(String publicKey) {
        return Map.of(
                "release", statement.release(),
                "author", statement.author(),
                "publishedAt", statement.publishedAt(),
                "key", publicKey.replaceAll("-----[A-Z ]+-----|\\s", ""));
    }

    /** A file to keep a release of a store in, as in {@code 0123456789ab.bundle}. */
    public static String fileName(Publication publication) {
        return Publisher.shortHash(publication.content()).replace("sha256:", "") + ".bundle";
    }

    /** A bundle of a release of this store, signed with its key, as text. */
    public static String of(Publication publication, Workspace content, Proof proof) {
        return of(publication, content, proof::sign);
    }

    /** The same, signed with another key. */
    public static String of(Publication publication, Workspace content, UnaryOperator<String> sign) {
        String statement = JSON.writeValueAsString(new Statement(
                1,
                publication.content().release(),
                publication.content().fixtures(),
                publication.author(),
                publication.comment(),
                publication.at().toString()));
        return JSON.writeValueAsString(new Whole(statement, sign.apply(statement), new TreeMap<>(content.files())))
                + "\n";
    }

    /**
     * Reads what another store signed.
     *
     * @param publicKey of that store, in PEM
     * @throws RefusedException when the signature is not of this key, or the files are not those that were signed
     */
    public static Bundle read(String text, String publicKey) {
        Whole whole;
        Statement statement;
        try {
            JsonNode tree = JSON.readTree(text);
            whole = new Whole(
                    tree.path("statement").asString(""),
                    tree.path("signature").asString(""),
                    JSON.treeToValue(tree.path("files"), FILES));
            if (whole.statement().isEmpty()) {
                throw noBundle();
            }
            if (!Keys.isSigned(whole.statement(), whole.signature(), publicKey)) {
                throw new RefusedException("the signature of this bundle is not of that key. Nothing was taken over."
                        + " Maybe the key is of another store, or somebody altered the bundle.");
            }
            statement = JSON.readValue(whole.statement(), Statement.class);
            statement.day();
        } catch (JacksonException | DateTimeException e) {
            throw noBundle();
        }
        Workspace content = Workspace.of(new TreeMap<>(whole.files() == null ? Map.of() : whole.files()));
        Content signed = new Content(statement.release(), statement.fixtures());
        if (statement.version() != 1
                || content.files().size() != whole.files().size()
                || !Publications.content(content.rules(), content.fixtures()).equals(signed)) {
            throw new RefusedException(
                    "the files of this bundle are not those that were signed. Nothing was taken over."
                            + " Maybe somebody altered them on the way.");
        }
        return new Bundle(statement, content);
    }

    private static RefusedException noBundle() {
        return new RefusedException(
                "this is no bundle of a release. Maybe 'rules export --bundle FILE' makes the one you mean.");
    }

    private record Whole(String statement, String signature, TreeMap<String, String> files) {}
}
