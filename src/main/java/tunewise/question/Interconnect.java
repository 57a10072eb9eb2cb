package tunewise.question;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import tunewise.text.Choice;

/** What must link the GPUs of a rented machine, or machines with each other. */
public enum Interconnect implements Choice {
    /** NVLink between all GPUs of a machine. */
    NVLINK("NVLink"),
    /** InfiniBand from machine to machine, which such machines have beside NVLink. */
    INFINIBAND("InfiniBand");

    private final String label;

    Interconnect(String label) {
        this.label = label;
    }

    /** The name people know it by. */
    public String label() {
        return label;
    }

    @Override
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
