package tunewise.text;

/** A fact that can say in a few words what it is, for the trace a person reads. */
public interface Described {
    String summary();
}
