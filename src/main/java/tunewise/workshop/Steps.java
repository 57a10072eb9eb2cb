package tunewise.workshop;

/** Is told how far a long piece of work is; possibly by several threads. */
@FunctionalInterface
public interface Steps {
    Steps UNSEEN = (done, all) -> {};

    void at(int done, int all);
}
