package tunewise.workshop;

import java.nio.file.Path;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;
import tunewise.rulebook.KeptBuilds;
import tunewise.service.ProgressListener;

/**
 * Checks and compiles the files of a draft, {@code {"files": {path: text}, "version": ...}}; each result is a fault. What
 * was compiled is left in a folder.
 */
public final class CheckTask implements SandboxTask {
    static final String BUILT = "built";

    @Override
    public void run(JsonNode input, Consumer<Object> results, ProgressListener steps) {
        TreeMap<String, String> files = new TreeMap<>();
        input.path("files")
                .properties()
                .forEach(file -> files.put(file.getKey(), file.getValue().asString()));
        KeptBuilds built = new KeptBuilds(Path.of(BUILT), input.path("version").asString());
        try (var rules = LoadedRelease.of(new RuleFiles(files), null, built).rulebook()) {
            rules.consult().close();
        } catch (FaultsException e) {
            e.faults().forEach(results);
        }
    }
}
