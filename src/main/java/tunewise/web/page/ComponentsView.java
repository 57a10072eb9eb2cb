package tunewise.web.page;

import java.util.List;
import java.util.Map;
import tunewise.advice.Estimate.Memory;
import tunewise.catalog.Fault;
import tunewise.question.FieldFault;

/** The pieces that pages are made of, filled in as they may be. */
public record ComponentsView(FormFields fields, MemoryBar memory) {
    public static ComponentsView of() {
        return new ComponentsView(
                new FormFields(
                        Map.of("tokens", List.of("many"), "priority", List.of("cost")),
                        Map.of("epochs", List.of("1")),
                        List.of(new FieldFault("tokens", "'many' is not a number of tokens. Maybe 2M."))),
                MemoryBar.of(new Memory(5.3, 0.2, 0.4, 4.1, 2.0, 1.3, 13.3, 12.1, 15.8, 23.5)));
    }

    static List<Fault> faults() {
        return List.of(new Fault(
                "rules/eligibility/memory.drl",
                14,
                5,
                "ELI-200",
                "the field 'memry' is not one of a Plan.",
                "Maybe you mean 'memory'."));
    }

    static List<Fact> facts() {
        return List.of(
                new Fact("Price", "$0.34 an hour", "looked up 12 days ago"), new Fact("Takes", "3.1 hours", null));
    }
}
