package tunewise.question;

import com.fasterxml.jackson.annotation.JsonValue;
import tunewise.text.Choice;

/** How the person is willing to pay; ANY is by the hour or for a year, and SPOT takes machines that may be taken away. */
public enum Commitment implements Choice {
    ON_DEMAND,
    RESERVED,
    SPOT,
    ANY;

    private final String id = Choice.idOf(name());

    /** Whether an offer of a kind, which is not ANY, comes into question; a spot machine only for who asks for it. */
    public boolean allows(Commitment offered) {
        return switch (this) {
            case ON_DEMAND, RESERVED -> offered == this;
            case SPOT -> offered != RESERVED;
            case ANY -> offered != SPOT;
        };
    }

    @Override
    @JsonValue
    public String id() {
        return id;
    }
}
