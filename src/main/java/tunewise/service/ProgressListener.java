package tunewise.service;

/** Is told how far a long piece of work is; possibly by several threads. */
@FunctionalInterface
public interface ProgressListener {
    ProgressListener NONE = (done, all) -> {};

    void at(int done, int all);
}
