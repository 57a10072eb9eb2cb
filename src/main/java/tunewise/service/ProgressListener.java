package tunewise.service;

/** Follows a long piece of work; several threads may call it. */
@FunctionalInterface
public interface ProgressListener {
    ProgressListener NONE = (done, all) -> {};

    void at(int done, int all);
}
