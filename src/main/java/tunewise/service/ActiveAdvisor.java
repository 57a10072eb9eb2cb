package tunewise.service;

import java.util.Optional;
import java.util.function.Function;
import tunewise.advice.Advisor;
import tunewise.rulebook.Rulebook;

/**
 * Who answers. A request asks one advisor from beginning to end; a new one takes over at once for those that come after,
 * and the rules of the old one are closed when its last request is done.
 */
final class ActiveAdvisor {
    private volatile Current current;

    ActiveAdvisor(Advisor first) {
        current = new Current(first, new Users());
    }

    Advisor advisor() {
        return current.advisor;
    }

    <T> T ask(Function<Advisor, T> request) {
        Current taken = enter();
        try {
            return request.apply(taken.advisor);
        } finally {
            taken.users.leave().ifPresent(Rulebook::close);
        }
    }

    /** Replaces the advisor; one with the same compiled rules goes on using them. */
    synchronized void handOver(Advisor next) {
        Current old = current;
        Rulebook rules = old.advisor.loaded().rulebook();
        if (next.loaded().rulebook() == rules) {
            current = new Current(next, old.users);
        } else {
            current = new Current(next, new Users());
            old.users.close(rules).ifPresent(Rulebook::close);
        }
    }

    private Current enter() {
        while (true) {
            Current taken = current;
            if (taken.users.enter()) {
                return taken;
            }
        }
    }

    private record Current(Advisor advisor, Users users) {}

    /** Counts who uses some rules; after closing nobody more comes in, and the last one out gets to close them. */
    private static final class Users {
        private int inside;
        private Optional<Rulebook> closing = Optional.empty();

        synchronized boolean enter() {
            if (closing.isPresent()) {
                return false;
            }
            inside++;
            return true;
        }

        synchronized Optional<Rulebook> leave() {
            inside--;
            return inside == 0 ? closing : Optional.empty();
        }

        synchronized Optional<Rulebook> close(Rulebook rules) {
            closing = Optional.of(rules);
            return inside == 0 ? closing : Optional.empty();
        }
    }
}
