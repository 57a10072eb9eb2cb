package tunewise.catalog;

/**
 * What a tool calls a GPU of a provider.
 *
 * @param name as the tool spells it
 * @param instance what the provider calls the machine, with {@code {count}} for the number of GPUs; empty where the name
 *     says it all
 */
public record GpuName(
        Tool tool, String provider, String gpu, String name, String instance, String source, String note) {

    /** What machines are rented with: SkyPilot, dstack, or the provider's own console. */
    public enum Tool {
        CONSOLE,
        DSTACK,
        SKYPILOT
    }

    /** What the provider calls a machine with so many of these GPUs; empty where it has no name of its own. */
    public String instance(int count) {
        return instance.replace("{count}", Integer.toString(count));
    }
}
