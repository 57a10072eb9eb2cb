package tunewise.question;

/** A hub cannot say what a model is; the message says why and what may help. */
public final class ModelHubException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ModelHubException(String message) {
        super(message);
    }
}
