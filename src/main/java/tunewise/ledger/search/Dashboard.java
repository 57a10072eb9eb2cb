package tunewise.ledger.search;

import java.time.LocalDate;
import java.util.Map;

/**
 * How many recommendations there were, by what.
 *
 * @param rules how many recommendations each rule fired in
 * @param guide by whether the guide agrees, differs or is silent
 */
public record Dashboard(
        long count,
        Map<LocalDate, Long> days,
        Map<String, Long> outcomes,
        Map<String, Long> gpus,
        Map<String, Long> providers,
        Map<String, Long> methods,
        Map<String, Long> guide,
        Map<String, Long> rules) {}
