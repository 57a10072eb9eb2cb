package tunewise.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import tunewise.text.Choice;
import tunewise.text.Described;

/**
 * A package that a trainer's environment needs, by version.
 *
 * @param stack id of the training stack
 * @param host the processors it is for: any, x86-64 or arm64
 * @param step packages of a step are installed by one command, steps one after the other
 * @param requirement as pip takes it
 * @param options of pip, for the whole step
 * @param when what the plan has to use for this package to be needed
 */
public record Requirement(String stack, String host, int step, String requirement, String options, When when)
        implements Described {
    /** What makes a package needed. */
    public enum When implements Choice {
        ALWAYS,
        FLASH_ATTENTION,
        TORCHAO_OPTIMIZER,
        MXFP4,
        /** Answers are made up by an engine on the same card. */
        GENERATION,
        /** The model turns texts into vectors. */
        EMBEDDING;

        @Override
        @JsonValue
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public String summary() {
        return stack + " installs " + requirement + " on " + host;
    }

    /** The name of the package, without its version. */
    public String name() {
        return requirement.replaceAll("[ \\[=@<>].*", "");
    }

    /** The version that is asked for; empty where none is. */
    public String version() {
        int at = requirement.indexOf("==");
        return at < 0 ? "" : requirement.substring(at + 2);
    }
}
