package tunewise.question;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class Closest {
    private Closest() {}

    public static Optional<String> nearest(String typed, Collection<String> names) {
        return names.stream().filter(name -> name.equalsIgnoreCase(typed)).findFirst();
    }
}
