package tunewise.web.page;

import java.util.List;
import tunewise.advice.Recommendation.CaveatText;
import tunewise.catalog.Catalog;
import tunewise.wording.DisplayText;

/** Something the person must know. */
public record Warning(String rule, String text, List<Cited> sources) {
    public static List<Warning> of(List<CaveatText> caveats, Catalog catalog, DisplayNames names) {
        return caveats.stream()
                .map(caveat -> new Warning(
                        caveat.rule(),
                        DisplayText.sentence(names.in(caveat.text())),
                        Cited.of(caveat.sources(), catalog.sources())))
                .toList();
    }
}
