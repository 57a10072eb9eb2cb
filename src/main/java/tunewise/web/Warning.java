package tunewise.web;

import java.util.List;
import tunewise.advice.Recommendation.CaveatText;
import tunewise.catalog.Catalog;

/** Something the person must know. */
record Warning(String rule, String text, List<Cited> sources) {
    static List<Warning> of(List<CaveatText> caveats, Catalog catalog, Names names) {
        return caveats.stream()
                .map(caveat -> new Warning(
                        caveat.rule(),
                        Words.sentence(names.in(caveat.text())),
                        Cited.of(caveat.sources(), catalog.sources())))
                .toList();
    }
}
