package tunewise.question;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tunewise.text.SpellingSuggestion;
import tunewise.text.ValueText;

/** Reads the machines that a person owns, as objects or as text such as {@code 2x RTX 3090 with NVLink 64 GB RAM}. */
final class OwnMachinesCheck {
    private static final int MOST_MACHINES = 20;
    private static final int MOST_GPUS = 64;
    private static final Pattern TEXT = Pattern.compile("(?:(\\d{1,3}) *[x\u00d7*] *|(\\d) +(?=\\D))?(.+)");
    private static final Pattern MEMORY = Pattern.compile("(?i)[ (]*(\\d+(?:\\.\\d+)?) *gi?b\\)?$");
    private static final Pattern LINKED =
            Pattern.compile("(?i)[ +]+(?:(?:with |over |and )?nvlink(?: bridge)?|over (pcie))$");
    private static final Pattern HOST =
            Pattern.compile("(?i)[ +/]+(?:with |and )?(\\d{1,5}) ?gi?b (?:of )?(?:system |host )?ram$");
    private static final List<String> NAMES =
            List.of("gpu", "count", "interconnect", "hostMemoryGib", "usdPerHour", "nodes", "interNodeGbitPerS");
    private static final List<String> CARD_NAMES = List.of("name", "memoryGb", "bf16Tflops", "bandwidthGbPerS");
    private static final List<String> LINKS = List.of("nvlink", "bridge", "infinity-fabric", "pcie");

    private final Fields fields;
    private final AllowedNames vocabulary;

    OwnMachinesCheck(Fields fields, AllowedNames vocabulary) {
        this.fields = fields;
        this.vocabulary = vocabulary;
    }

    List<OwnMachine> machines(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        List<?> items = value instanceof List<?> list ? list : List.of(value);
        if (items.isEmpty() && vocabulary.gpus().contains(OwnMachine.NO_GPU)) {
            return List.of(new OwnMachine(OwnMachine.Card.of(OwnMachine.NO_GPU), 1, null, null, null, null, null));
        }
        if (items.isEmpty()) {
            fault("names no GPU. Training on a processor alone takes days to weeks. Maybe leave it out: we then "
                    + "recommend a GPU to rent.");
        }
        if (items.size() > MOST_MACHINES) {
            fault("a list of " + items.size() + " is longer than " + MOST_MACHINES
                    + ". Maybe enter each kind of machine once, with its number.");
            return List.of();
        }
        List<OwnMachine> machines = new ArrayList<>();
        for (Object item : items) {
            OwnMachine machine = item instanceof Map<?, ?> object
                    ? object(object)
                    : item instanceof String text ? text(text) : refused(item);
            if (machine != null) {
                machines.add(machine);
            }
        }
        return machines;
    }

    private @Nullable OwnMachine refused(@Nullable Object item) {
        fault(ValueText.value(item) + " is not a machine. Maybe {\"gpu\": \"rtx-3090\", \"count\": 2}.");
        return null;
    }

    private @Nullable OwnMachine text(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            return refused(text);
        }
        String number = parts.group(1) == null ? parts.group(2) : parts.group(1);
        Integer count = count(number == null ? 1 : (Object) Integer.valueOf(number));
        String name = parts.group(3).strip();
        Matcher ram = HOST.matcher(name);
        Double host = ram.find() ? (Double) Double.parseDouble(ram.group(1)) : null;
        String linked = host == null ? name : name.substring(0, ram.start());
        Matcher link = LINKED.matcher(linked);
        String interconnect = !link.find() ? null : link.group(1) == null ? "nvlink" : "pcie";
        String bare = interconnect == null ? linked : linked.substring(0, link.start());
        OwnMachine.Card card = named(bare.strip(), null, null, null);
        return card == null || count == null ? null : new OwnMachine(card, count, interconnect, host, null, null, null);
    }

    private @Nullable OwnMachine object(Map<?, ?> object) {
        unknown(object, NAMES, "");
        Object given = object.get("gpu");
        OwnMachine.Card card = given instanceof Map<?, ?> described
                ? card(described)
                : given instanceof String name ? named(name, null, null, null) : noGpu(given);
        Integer count = count(object.get("count") == null ? 1 : object.get("count"));
        String link = link(object.get("interconnect"));
        Double host = number(object, "hostMemoryGib", 1, 100_000);
        Double usd = number(object, "usdPerHour", 0, 10_000);
        Integer nodes = object.get("nodes") == null ? null : whole("nodes", object.get("nodes"), Field.MOST_MACHINES);
        Double network = number(object, "interNodeGbitPerS", 0.1, 10_000);
        return card == null || count == null ? null : new OwnMachine(card, count, link, host, usd, nodes, network);
    }

    private OwnMachine.@Nullable Card noGpu(@Nullable Object given) {
        fault(
                given == null
                        ? "gpu is needed: an id, a name, or {\"name\": ..., \"memoryGb\": ...}. Maybe rtx-3090."
                        : ValueText.value(given) + " is not a GPU. Maybe its name, as \"RTX 3090\".");
        return null;
    }

    private OwnMachine.@Nullable Card card(Map<?, ?> described) {
        unknown(described, CARD_NAMES, "gpu.");
        Double memory = number(described, "memoryGb", 1, 10_000);
        Double tflops = number(described, "bf16Tflops", 0.1, 100_000);
        Double bandwidth = number(described, "bandwidthGbPerS", 10, 1_000_000);
        String name = described.get("name") instanceof String text && !text.isBlank() ? text.strip() : "a card";
        if (memory == null) {
            return named(name, null, tflops, bandwidth);
        }
        return named(name, memory, tflops, bandwidth);
    }

    /**
     * A card of the catalog, where name and memory name one, else one described by its memory. Figures of a card that
     * nothing trains on change nothing.
     */
    private OwnMachine.@Nullable Card named(
            String name, @Nullable Double memoryGb, @Nullable Double tflops, @Nullable Double bandwidth) {
        boolean withFigures = tflops != null || bandwidth != null;
        String full = memoryGb == null ? name : name + " " + Math.round(memoryGb) + "GB";
        Optional<String> id = vocabulary.gpus().contains(name)
                ? Optional.of(name)
                : vocabulary.gpuNamed().apply(full);
        if (id.isPresent() && (!withFigures || vocabulary.untrainable().contains(id.get()))) {
            return OwnMachine.Card.of(id.get());
        }
        Matcher memory = MEMORY.matcher(name);
        Double gb = memoryGb == null && memory.find() ? (Double) Double.parseDouble(memory.group(1)) : memoryGb;
        if (gb == null || gb < 1) {
            Set<String> near = new TreeSet<>(SpellingSuggestion.near(name.toLowerCase(Locale.ROOT), vocabulary.gpus()));
            fault(ValueText.value(name) + " is not a GPU of our catalog. Maybe "
                    + (near.isEmpty()
                            ? "its memory is enough: {\"name\": ..., \"memoryGb\": 24}."
                            : "you mean " + ValueText.any(List.copyOf(near)) + "."));
            return null;
        }
        String bare = memoryGb == null ? MEMORY.matcher(name).replaceFirst("") : name;
        return new OwnMachine.Card(null, bare.isBlank() ? "a card" : bare, gb, tflops, bandwidth);
    }

    private @Nullable Integer count(Object value) {
        return whole("count", value, MOST_GPUS);
    }

    private @Nullable Integer whole(String name, @Nullable Object value, int most) {
        if (value instanceof Number number
                && number.doubleValue() == Math.rint(number.doubleValue())
                && number.doubleValue() >= 1
                && number.doubleValue() <= most) {
            return number.intValue();
        }
        fault(name + " " + ValueText.value(value) + " is not a whole number from 1 to " + most + ".");
        return null;
    }

    private @Nullable String link(@Nullable Object value) {
        if (value == null || (value instanceof String text && LINKS.contains(text))) {
            return (String) value;
        }
        fault("interconnect " + ValueText.value(value) + " is not one of " + String.join(", ", LINKS) + ".");
        return null;
    }

    private @Nullable Double number(Map<?, ?> object, String name, double least, double most) {
        Object value = object.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Number number && number.doubleValue() >= least && number.doubleValue() <= most) {
            return number.doubleValue();
        }
        fault(name + " " + ValueText.value(value) + " is not a number from " + ValueText.value(least) + " to "
                + ValueText.value(most) + ".");
        return null;
    }

    private void unknown(Map<?, ?> object, List<String> names, String place) {
        for (Object key : object.keySet()) {
            String name = String.valueOf(key);
            if (!names.contains(name)) {
                fault(place + ValueText.text(name) + " is not a field of a machine. Maybe you mean "
                        + SpellingSuggestion.nearest(name, names).orElse("one of " + String.join(", ", names))
                        + ".");
            }
        }
    }

    private void fault(String message) {
        fields.fault(Field.OWN_GPUS, message);
    }
}
