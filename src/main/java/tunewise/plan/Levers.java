package tunewise.plan;

/**
 * What a plan does beyond the usual so that it fits; each costs time, quality or trouble.
 *
 * @param attentionOnly adapters go to the attention alone
 * @param activationsOffloaded what checkpointing keeps waits in the host's memory
 * @param parametersOffloaded weights, gradients and states wait in the host's memory
 * @param hostGib GiB of the host's memory that are taken; 0 where nothing waits there
 * @param hostRoomGib GiB of memory that the host has; 0 where nobody told
 */
public record Levers(
        boolean attentionOnly,
        boolean activationsOffloaded,
        boolean parametersOffloaded,
        double hostGib,
        double hostRoomGib) {
    public static final Levers NONE = new Levers(false, false, false, 0, 0);
}
