package tunewise.workshop;

import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tunewise.advice.Knowhow;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;

/** Checks and compiles the files of a draft, {@code {"files": {path: text}}}; each result is a fault. */
public final class CheckTask implements Task {

    @Override
    public void run(JsonNode input, Consumer<Object> results) {
        TreeMap<String, String> files = new TreeMap<>();
        input.path("files")
                .properties()
                .forEach(file -> files.put(file.getKey(), file.getValue().asString()));
        try (var rules = Knowhow.of(new RuleFiles(files), null).rulebook()) {
            rules.consult().close();
        } catch (FaultsException e) {
            e.faults().forEach(results);
        }
    }
}
