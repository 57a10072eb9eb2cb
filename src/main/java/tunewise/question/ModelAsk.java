package tunewise.question;

import java.util.Map;

/** The model as the person named it: an id or alias, a size, or a Hugging Face config.json. */
public sealed interface ModelAsk {

    /** A catalog id or one of the names people type. */
    record Named(String name) implements ModelAsk {}

    /** Only a size, in billions (10^9) of parameters. */
    record Sized(String name, double parametersB) implements ModelAsk {}

    /** The parsed content of a config.json. */
    record Configured(Map<String, Object> config) implements ModelAsk {}
}
