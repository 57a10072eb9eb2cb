package tunewise.web.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tunewise.catalog.Catalog;
import tunewise.catalog.Provider;
import tunewise.catalog.Stack;

/** What a sentence wishes for beside model, data and limits: method, objective, priority, provider, way of renting. */
final class SentenceWishes {
    /** Something one may say, and what it means. */
    private record Wish(Pattern pattern, String field, String value) {
        static Wish of(String regex, String field, String value) {
            return new Wish(Sentence.pattern("\\b(?:" + regex + ")\\b"), field, value);
        }
    }

    private static final String NO = "(?:no|not|without|never|avoid|instead of|rather than|don'?t want(?: to use)?) ";

    private static final List<Wish> NOT_METHODS = List.of(
            Wish.of(NO + "qlora|" + NO + "(?:4[- ]?bit|quanti[sz]ation)", "methods", "lora full"),
            Wish.of(NO + "lora", "methods", "qlora full"),
            Wish.of(NO + "full(?: fine-? ?tun(?:e|ing))?", "methods", "lora qlora"));

    private static final List<Wish> WISHES = List.of(
            Wish.of("(?:with |by |use |using )?(?:qlora|4[- ]?bits?(?: lora)?)", "methods", "qlora"),
            Wish.of("(?:with |by |use |using )?loras?", "methods", "lora"),
            Wish.of(
                    "(?:with |by )?full(?:-| )?(?:parameter )?(?:fine-? ?tun(?:e|ing)|training|ft)|all (?:the )?weights"
                            + "|full(?! (?:context|precision|data|dataset|time|day|length|sequence|epoch|node|stack))",
                    "methods",
                    "full"),
            Wish.of("(?:with |by |use |using |for )?dpo", "objective", "dpo"),
            Wish.of("(?:with |by |use |using |for )?orpo", "objective", "orpo"),
            Wish.of("(?:with |by |use |using |for )?kto", "objective", "kto"),
            Wish.of("(?:with |by |use |using |for )?grpo", "objective", "grpo"),
            Wish.of("(?:with |by )?(?:sft|supervised fine-? ?tuning|instruction tuning)", "objective", "sft"),
            Wish.of("(?:train |as )?(?:a )?reward model", "objective", "reward"),
            Wish.of("(?:as |for )?(?:an )?embeddings?(?: model)?", "objective", "embedding"),
            Wish.of(
                    "(?:for |to )?(?:(?:text|sentiment|topic|intent) )?(?:classification|classify|classifier)",
                    "task",
                    "classification"),
            Wish.of("(?:for |on )?(?:maths?|mathematics|arithmetic)", "task", "maths"),
            Wish.of("(?:for |on |to write )?(?:code|coding|programming|sql)", "task", "code"),
            Wish.of(
                    "continu(?:ed?|al|ing) (?:pre-?)?training|pre-?training|domain knowledge|new knowledge|new facts|new language",
                    "task",
                    "knowledge"),
            Wish.of(
                    "(?:as )?(?:cheap(?:ly)?|low cost) as possible|cheapest|cheaply|cheap|lowest (?:cost|price)|(?:spend|pay) as little as possible",
                    "priority",
                    "cost"),
            Wish.of(
                    "as (?:fast|soon|quick(?:ly)?) as possible|asap|fastest|quickest|quickly|fast|shortest time|in a hurry",
                    "priority",
                    "speed"),
            Wish.of(
                    "best (?:possible )?quality|highest quality|most accurate|as good as possible|quality first",
                    "priority",
                    "quality"),
            Wish.of(
                    "(?:with |on |using )?spot(?: machines?| instances?| prices?)?(?: (?:are |is )?(?:fine|ok|okay|too))?|interruptible",
                    "commitment",
                    "spot"),
            Wish.of("reserved(?: for a year| machines?| instances?)?", "commitment", "reserved"),
            Wish.of(
                    "(?:don'?t|do not|not|won'?t|never|without) (?:want to )?rent(?:ing)?|no renting|no cloud|not in the cloud",
                    "rent",
                    "no"),
            Wish.of("only rent(?:ed)?|rented only", "rent", "only"),
            Wish.of("(?:in |within )?(?:the )?(?:eu|europe|european union)(?: only)?", "regions", "eu"),
            Wish.of("every week|weekly|once a week|each week", "workload.runsPerYear", "52"),
            Wish.of("every month|monthly|once a month|each month", "workload.runsPerYear", "12"),
            Wish.of("every day|daily|once a day|each day", "workload.runsPerYear", "365"),
            Wish.of("(?:for |in |into )?production", "workload.production", "yes"));

    private static final Pattern MOST_GPUS = Sentence.pattern(
            "(?:on |with |at most |up to |no more than |max(?:imum)? |using )*\\b(\\d{1,2}|one|a single|single|two|four|eight) gpus?\\b(?: at most| max(?:imum)?)?");
    private static final Pattern NODES = Sentence.pattern(
            "(?:on |across )?(?:an? )?\\b(\\d{1,2}|one|single|two|three|four|eight)[ -]nodes?\\b(?: of| with)?");
    private static final Pattern SESSION = Sentence.pattern(
            "(?:sessions?|sittings?) (?:of |up to |end after |last )+(\\d+) ?(?:h|hours?)\\b"
                    + "|(?:with |a )*\\b(\\d+)[ -]?(?:h|hrs?|hours?) (?:session )?(?:limit|sessions?|sittings?|cap)\\b");

    /** Words that say nothing by themselves. */
    private static final Set<String> FILLING = Set.of(
            """
            & 's + - / = a about adapt also an and any are around as at base be below better bf16 budget by can card
            cards cost costs could credits data dataset deadline do does done each enough fine fine-tune fine-tuning
            finetune finetuning finish finished for free from got gpu gpus has have how i i'd i'll i'm i've if in
            into is it just keep keeps least like llm lol long looking many max maximum me model models money most much must my
            need needs of old on only or our over own per please possible provider providers ram ready rent rented renting retrain
            retraining roughly run runs s server should so some someone something take teach teaching than that the
            then there this time to tokens train training tune tuning under up us use using version want wanted
            wants way we we'd we've what when which whichever will with within would x you
            """
                    .strip()
                    .split("\\s+", -1));

    private SentenceWishes() {}

    static boolean says(String word) {
        return FILLING.contains(word) || word.matches("[^a-z0-9$]*");
    }

    static void read(Sentence sentence, Catalog catalog, Map<String, List<String>> fields) {
        sentence.take(
                SESSION,
                found ->
                        put(fields, "sessionHours", List.of(found.group(1) == null ? found.group(2) : found.group(1))));
        for (Wish wish : NOT_METHODS) {
            sentence.take(wish.pattern, found -> put(fields, wish.field, List.of(wish.value.split(" ", -1))));
        }
        boolean methodsLeft = fields.containsKey("methods");
        List<String> methods = new ArrayList<>();
        for (Wish wish : WISHES) {
            if (wish.field.equals("methods")) {
                while (!methodsLeft && sentence.take(wish.pattern, found -> true)) {
                    methods.remove(wish.value);
                    methods.add(wish.value);
                }
            } else {
                sentence.take(wish.pattern, found -> put(fields, wish.field, List.of(wish.value)));
            }
        }
        if (!methods.isEmpty()) {
            fields.put("methods", methods);
        }
        sentence.take(
                MOST_GPUS,
                found -> put(
                        fields,
                        "maxGpus",
                        List.of(Sentence.figure(found.group(1).replace("a ", "")))));
        sentence.take(NODES, found -> nodes(fields, Integer.parseInt(Sentence.figure(found.group(1)))));
        for (Provider provider : catalog.providers()) {
            named(sentence, provider.name(), fields, "providers", provider.id());
        }
        for (Stack stack : catalog.stacks()) {
            if (stack.offered()) {
                named(sentence, stack.name(), fields, "stack", stack.id());
            }
        }
    }

    /** Rented machines that work together, where GPUs were said of one of them; machines of one's own tell that otherwise. */
    private static boolean nodes(Map<String, List<String>> fields, int nodes) {
        List<String> each = fields.get("maxGpus");
        if (nodes > 1 && each != null) {
            fields.put("nodes", List.of(String.valueOf(nodes)));
            fields.put("maxGpus", List.of(String.valueOf(nodes * Integer.parseInt(each.get(0)))));
        }
        return nodes == 1 || each != null;
    }

    private static void named(
            Sentence sentence, String name, Map<String, List<String>> fields, String field, String id) {
        Pattern pattern =
                Sentence.pattern("(?:(?:on|at|from|with|using|only) )*\\b" + Pattern.quote(name) + "\\b(?: only)?");
        sentence.take(pattern, found -> {
            List<String> ids =
                    new ArrayList<>(field.equals("stack") ? List.of() : fields.getOrDefault(field, List.of()));
            ids.add(id);
            fields.put(field, ids);
            return true;
        });
    }

    private static boolean put(Map<String, List<String>> fields, String field, List<String> values) {
        return fields.putIfAbsent(field, values) == null;
    }
}
