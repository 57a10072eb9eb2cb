package tunewise.ledger.entry;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tunewise.catalog.RuleFiles;

/** The files of a release as one text: a JSON object of path and content. */
public final class ReleaseText {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ReleaseText() {}

    public static String of(RuleFiles files) {
        return JSON.writeValueAsString(files.files());
    }

    /** The files, where the text has some. */
    public static Optional<RuleFiles> readable(String text) {
        try {
            return Optional.of(read(text));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    public static RuleFiles read(String text) {
        Map<String, String> files = JSON.readValue(text, new TypeReference<Map<String, String>>() {});
        return new RuleFiles(new TreeMap<>(files));
    }
}
