package tunewise.web.access;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tunewise.ledger.entry.Act;
import tunewise.ledger.entry.Identity;
import tunewise.wording.DisplayText;

/** What people did, newest first. */
record ActsView(List<Act> acts) {
    static String at(Act act) {
        return DisplayText.minute(act.at());
    }

    static String what(Act act) {
        return DisplayText.sentence(act.act().replace('-', ' '));
    }

    static String about(Act act) {
        return act.about().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "));
    }

    static String by(Act act) {
        Identity by = act.by();
        return by == null ? "nobody proven" : by.name();
    }

    static String proof(Act act) {
        Identity by = act.by();
        return by == null ? "" : by.subject() + " of " + by.issuer();
    }
}
