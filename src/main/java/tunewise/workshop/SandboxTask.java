package tunewise.workshop;

import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tunewise.service.ProgressListener;

/**
 * Work on a draft that runs in a process of its own, where it can take no more than its time and memory. The class needs
 * a public constructor without parameters; the process finds it by name.
 */
public interface SandboxTask {

    /** Does the work on what was handed in, and tells each result, which has to be writable as JSON. */
    void run(JsonNode input, Consumer<Object> results, ProgressListener steps);
}
