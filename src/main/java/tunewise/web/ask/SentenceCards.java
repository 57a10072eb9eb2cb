package tunewise.web.ask;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Gpu;
import tunewise.catalog.GpuNames;
import tunewise.catalog.Offer;
import tunewise.question.OwnMachine;
import tunewise.web.ask.Sentence.Word;
import tunewise.web.page.QuestionForm;

/** Finds the GPUs in a sentence, and whether somebody has them, wants them or does not want them. */
final class SentenceCards {
    private static final int LONGEST_CARD = 5;

    private static final Pattern COUNTED = Sentence.pattern("(\\d{1,2})x(.*)");
    private static final Pattern COUNT = Sentence.pattern("\\d{1,2}x?|a|an|one|single|two|three|four|eight");
    private static final Pattern OWNED = Sentence.pattern(
            ".*\\b(?:my(?: own)?|our(?: own)?|have(?: got)?|own|owns|'ve(?: got)?|got|there is|there are|free)(?: an?)?(?: (?:old|new|gaming|home|lab|work))*(?: (?:machine|server|box|pc|workstation|laptop|rig|node)s? with)?");
    private static final Pattern OWNED_BEHIND =
            Sentence.pattern("(?:that |which )?(?:i|we)(?:'ve| have)? (?:got|have|own|bought|found|scored)\\b.*");
    private static final Pattern REFUSED = Sentence.pattern(".*\\b(?:no|not|without|except|never|avoid)(?: on| an?)?");
    private static final Pattern LEADING = Sentence.pattern(
            "on|with|using|use|have|own|got|my|our|i|we|a|an|the|and|at|i've|we've|there|is|are|no|not|without|except|never|avoid|only|just|machine|server|box|pc|workstation|free");
    private static final Set<String> JOINING = Set.of("and", "&", "plus", "or", "+");
    private static final Pattern UNKNOWN_CARD = Sentence.pattern(
            "(?:(?:i|we) (?:have|own|'ve got|got)|on my|my|our) (?:(\\d{1,2}|an?|one|two|four|eight) ?x? )?((?:[a-z]+ )?[a-z]*\\d{2,4}[a-z]*(?: (?:ti|super|laptop))*)s?,? ?\\(?(?:with )?(\\d{1,3}) ?gi?b(?: of (?:memory|vram))?\\)?");

    /** Where machines stand that nobody rents by the hour. */
    private static final Pattern OWN_PLACE = Sentence.pattern(
            "\\b(?:(?:server|machine|box|node|cluster) (?:at|in) (?:work|home|the lab|our lab|my lab|the office|university)"
                    + "|in (?:one|the same|a single) (?:box|machine|pc|case)|(?:mining |gaming |home |old )*(?:rig|homelab)"
                    + "|(?:free )?(?:google )?colab(?: pro)?\\+?|kaggle|at home|under my desk)\\b");

    private static final Pattern RENTING = Sentence.pattern("\\brent(?:ed|ing|als?)?\\b");
    private static final Pattern NO_GPU = Sentence.pattern(
            "\\b(?:without (?:a |any )?gpus?|(?:with |have |i have )?no gpus?(?: at all)?|cpu[ -]only|cpu alone|(?:only |just )*on (?:a |my |the )?cpu)\\b");
    private static final Pattern NVLINK =
            Sentence.pattern("(?:with |over |via |by |and |an? )*nvlink(?:ed)?(?: bridge)?\\b");
    private static final Pattern NO_NVLINK = Sentence.pattern("(?:with |and |but )*(?:no|without(?: an?)?) nvlink\\b");
    private static final Pattern HOST =
            Sentence.pattern("(?:with |and |has )*\\b(\\d{1,4}) ?gi?b (?:of )?(?:system |host |cpu |ddr\\d )?ram\\b");
    private static final Pattern SIZE = Sentence.pattern("\\(?\\b(\\d{1,3}) ?gi?b\\b(?: of)?(?: vram| memory)?\\)?");
    private static final String ANY_MAC = "Apple silicon";

    private static final Pattern VRAM =
            Sentence.pattern("\\b(\\d{1,3}) ?gi?b (?:of )?(?:vram|gpu memory|video memory)\\b");
    /** Words behind a bare number that make it a count of something else. */
    private static final Pattern COUNTS_OTHERS = Sentence.pattern(
            SentenceData.SAMPLE + "|tokens?|words?|dollars?|usd|bucks|hours?|h|hrs?|days?|steps?|epochs?|x");

    private static final Pattern BEHIND_MEMORY = Sentence.pattern("with|on|for|and|in|to|gpus?|cards?");

    private final Sentence sentence;
    private final GpuNames gpus;
    private final Map<String, List<String>> fields;
    private final Set<String> rented;
    private final List<String> own = new ArrayList<>();
    private final Set<Long> sizes = new HashSet<>();

    SentenceCards(Sentence sentence, LoadedRelease loaded, Map<String, List<String>> fields) {
        this.sentence = sentence;
        this.gpus = GpuNames.of(loaded.catalog());
        this.fields = fields;
        this.rented = loaded.catalog().offers().stream().map(Offer::gpu).collect(Collectors.toSet());
    }

    /**
     * A card in a run of words; the words from first up to end are its name and count.
     *
     * @param name as a machine of one's own has it
     * @param id of the catalog; empty for a card that the sentence tells by its memory
     */
    private record Card(String name, String id, String count, int first, int end) {}

    void read() {
        sentence.takeAll(UNKNOWN_CARD, found -> {
            String name = gpus.find(found.group(2) + " " + found.group(3) + "GB")
                    .map(Gpu::name)
                    .orElse(found.group(2) + " " + found.group(3) + "GB");
            String count = found.group(1) == null ? "1" : Sentence.figure(found.group(1));
            own.add(count + "x " + name);
        });
        // Who tells the memory of the host has the machine.
        boolean ownPlace = (sentence.has(OWN_PLACE) || sentence.has(HOST)) && !sentence.has(RENTING);
        boolean owned = false;
        Optional<Found> next = next();
        while (next.isPresent()) {
            owned = take(next.get(), owned, ownPlace);
            next = next();
        }
        if (own.isEmpty() && sentence.take(NO_GPU, found -> true)) {
            gpus.find(OwnMachine.NO_GPU).ifPresent(none -> own.add("1x " + none.name()));
        }
        around();
        if (!own.isEmpty()) {
            fields.put("ownGpus", List.of(String.join(", ", own)));
            fields.put(QuestionForm.MACHINES_BY, List.of("own"));
        }
    }

    /** What is said of the machines around their cards: links, host memory, and the cards' memory once more. */
    private void around() {
        sentence.take(OWN_PLACE, found -> !own.isEmpty());
        boolean apart = sentence.take(NO_NVLINK, found -> true);
        boolean linked = sentence.take(NVLINK, found -> true);
        String link = apart ? " over PCIe" : linked ? " with NVLink" : "";
        if (own.size() == 1) {
            String[] host = {""};
            sentence.take(HOST, found -> {
                // "24 GB RAM" beside a card of 24 GB means that card's.
                host[0] = sizes.contains(Long.parseLong(found.group(1))) ? "" : " " + found.group(1) + "GB RAM";
                return true;
            });
            own.set(0, own.get(0) + link + host[0]);
        } else if (own.isEmpty() && linked && !apart) {
            fields.put("interconnect", List.of("nvlink"));
        }
        while (sentence.take(SIZE, found -> sizes.contains(Long.parseLong(found.group(1))))) {
            // Each place where the memory is said once more.
        }
    }

    /** A card and the run it stands in. */
    private record Found(List<Word> run, Card card) {}

    private Optional<Found> next() {
        for (List<Word> run : sentence.runs()) {
            Optional<Card> card = firstCard(run);
            if (card.isPresent()) {
                return Optional.of(new Found(run, card.get()));
            }
        }
        return Optional.empty();
    }

    private Optional<Card> firstCard(List<Word> run) {
        for (int i = 0; i < run.size(); i++) {
            for (int length = Math.min(LONGEST_CARD, run.size() - i); length > 0; length--) {
                Matcher counted = COUNTED.matcher(run.get(i).text());
                String first = counted.matches() ? counted.group(2) : run.get(i).text();
                String name = (first + " " + Sentence.words(run, i + 1, i + length)).strip();
                int end = i + length;
                Optional<Gpu> gpu =
                        gpu(name, end == run.size() ? "" : run.get(end).text());
                boolean bareNumber = name.matches("\\d+");
                if (gpu.isPresent() && !(bareNumber && !counted.matches() && !standsAlone(run, i))) {
                    return Optional.of(card(run, i, end, gpu.get(), counted.matches() ? counted.group(1) : ""));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Gpu> gpu(String name, String next) {
        // "4x A100 80": the memory without its unit.
        boolean sized = name.matches(".* \\d{2,3}")
                && (next.isEmpty() || BEHIND_MEMORY.matcher(next).matches());
        return apart(name)
                .or(() -> gpus.find(name))
                .or(() -> gpus.find(name.replaceAll("s$", "")))
                .or(() -> sized ? gpus.find(name + "GB") : Optional.empty())
                .filter(gpu -> !gpu.id().equals(OwnMachine.NO_GPU));
    }

    /** "16 GB VRAM (4060 Ti)": of the cards of that name, the one with the memory that is said elsewhere. */
    private Optional<Gpu> apart(String name) {
        List<String> said = new ArrayList<>();
        if (name.matches(".*\\d.*")) {
            sentence.look(VRAM, found -> said.add(found.group(1)));
        }
        return said.size() == 1 ? gpus.find(name + " " + said.get(0) + "GB") : Optional.empty();
    }

    /** A bare number is a card only behind a count or an article, and counts nothing itself, as 8000 math prompts do. */
    private static boolean standsAlone(List<Word> run, int at) {
        boolean counts = run.subList(at + 1, Math.min(run.size(), at + 3)).stream()
                .anyMatch(word -> COUNTS_OTHERS.matcher(word.text()).matches());
        if (counts) {
            return false;
        }
        return at == 0
                || COUNT.matcher(run.get(at - 1).text()).matches()
                || LEADING.matcher(run.get(at - 1).text()).matches()
                || run.get(at - 1).text().equalsIgnoreCase("x");
    }

    private Card card(List<Word> run, int first, int end, Gpu gpu, String counted) {
        int from = first;
        String count = counted;
        if (counted.isEmpty() && from > 0) {
            boolean times = run.get(from - 1).text().equalsIgnoreCase("x") && from > 1;
            String before = run.get(times ? from - 2 : from - 1).text();
            if (COUNT.matcher(before).matches()) {
                count = Sentence.figure(before).replaceAll("[xX]$", "");
                from -= times ? 2 : 1;
                count = before.equalsIgnoreCase("a") || before.equalsIgnoreCase("an") ? "" : count;
            }
        }
        int to = end;
        if (count.isEmpty() && to < run.size() && run.get(to).text().matches("(?i)x\\d{1,2}")) {
            count = run.get(to).text().substring(1);
            to++;
        }
        String told = Sentence.words(run, end, Math.min(run.size(), end + 2));
        Matcher laptop =
                Sentence.pattern("(?:laptop|mobile|notebook) (\\d{1,2}) ?gb").matcher(told);
        if (laptop.matches()) {
            return new Card(gpu.name().replaceAll(" \\d+GB$", "") + " " + told, "", count, from, end + 2);
        }
        while (to < run.size() && run.get(to).text().matches("(?i)gpus?|cards?|machines?|only|alone")) {
            to++;
        }
        sizes.add(Math.round(gpu.memoryGb()));
        return new Card(gpu.name(), gpu.id(), count, from, to);
    }

    /** Whether the card is the person's own, after it was put where it belongs and taken out. */
    private boolean take(Found found, boolean lastOwned, boolean ownPlace) {
        List<Word> run = found.run();
        Card card = found.card();
        String before = Sentence.words(run, 0, card.first()).toLowerCase(Locale.ROOT);
        String behind = Sentence.words(run, card.end(), run.size());
        boolean joined = before.isEmpty() || JOINING.contains(before);
        boolean refused = REFUSED.matcher(before).matches();
        boolean owned = OWNED.matcher(before).matches()
                || OWNED_BEHIND.matcher(behind).matches()
                || (joined && lastOwned)
                || (!refused && (ownPlace || !rented.contains(card.id())));
        if (owned) {
            String machine = (card.count().isEmpty() ? "1" : card.count()) + "x " + card.name();
            // "DGX Spark (GB10)": one machine by two names.
            boolean again = card.count().isEmpty() && (own.contains(machine) || anyMac(card));
            if (!again) {
                own.add(machine);
            }
        } else {
            add(refused ? "excludeGpus" : "gpus", card.id());
            if (!refused && !card.count().isEmpty()) {
                fields.putIfAbsent("maxGpus", List.of(card.count()));
            }
        }
        int from = card.first();
        while (from > 0 && LEADING.matcher(run.get(from - 1).text()).matches()) {
            from--;
        }
        if (joined) {
            from = 0;
        }
        sentence.blank(run.get(from).from(), run.get(card.end() - 1).to());
        return owned;
    }

    /** "M2 Ultra (Mac Studio)": what any Mac is called, behind the chip of this one. */
    private boolean anyMac(Card card) {
        return card.name().equals(ANY_MAC) && own.stream().anyMatch(machine -> machine.contains("Apple"));
    }

    private void add(String field, String id) {
        List<String> ids = new ArrayList<>(fields.getOrDefault(field, List.of()));
        if (!ids.contains(id)) {
            ids.add(id);
        }
        fields.put(field, ids);
    }
}
