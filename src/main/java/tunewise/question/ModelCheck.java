package tunewise.question;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.text.ValueText;

/** Finds the one way in which a model was given. */
final class ModelCheck {
    private final RawFields given;
    private final Fields fields;
    private final AllowedNames vocabulary;
    private final ModelHub hub;

    ModelCheck(RawFields given, Fields fields, AllowedNames vocabulary, ModelHub hub) {
        this.given = given;
        this.fields = fields;
        this.vocabulary = vocabulary;
        this.hub = hub;
    }

    /** The model, or null when something is wrong with it, which is noted. */
    @Nullable
    ModelAsk model() {
        boolean named = fields.has(Field.MODEL);
        boolean configured = fields.has(Field.MODEL_CONFIG);
        boolean sized = fields.has(Field.MODEL_PARAMETERS_B) || (fields.has(Field.MODEL_NAME) && !configured);
        if (Stream.of(named, configured, sized).filter(way -> way).count() > 1) {
            fields.fault(
                    Field.MODEL,
                    "you gave the model in more than one way: by its name, its size or its config.json."
                            + " Maybe you mean only one of them.");
            return null;
        }
        if (named) {
            return named();
        }
        if (configured) {
            return configured();
        }
        if (sized) {
            return sized();
        }
        if (!fields.faulty(Field.MODEL)) {
            fields.fault(
                    Field.MODEL,
                    "is needed: a model's id, its size in billions of parameters, or its config.json."
                            + " Maybe meta-llama/Llama-3.1-8B.");
        }
        return null;
    }

    private @Nullable ModelAsk named() {
        Object value = given.values().get(Field.MODEL);
        if (!(value instanceof String)) {
            fields.fault(
                    Field.MODEL,
                    ValueText.value(value)
                            + " is not a model: its id in quotes, or an object with parametersB or config."
                            + (value instanceof Number
                                    ? " Maybe {\"parametersB\": " + ValueText.value(value) + "}."
                                    : ""));
            return null;
        }
        String name = fields.text(Field.MODEL);
        if (name == null) {
            return null;
        }
        ModelAsk ask = new ModelAsk.Named(name);
        Optional<String> fault = vocabulary.modelFault().apply(ask);
        return fault.isEmpty() ? ask : lookedUp(name, fault.get());
    }

    /** A model that the catalog does not have, as a hub describes it. */
    private @Nullable ModelAsk lookedUp(String name, String unknown) {
        String fault;
        try {
            Optional<ModelAsk> found = hub.config(name).map(ConfigExcerpt::of).map(ModelAsk.Configured::new);
            fault = found.map(model -> vocabulary.modelFault().apply(model))
                    .orElse(Optional.of(unknown))
                    .orElse(null);
            if (fault == null) {
                return found.orElseThrow();
            }
            fault = found.isPresent() ? "as '" + name + "' is described on its hub, " + fault : fault;
        } catch (ModelHubException e) {
            fault = unknown + " " + e.getMessage();
        }
        fields.fault(Field.MODEL, fault);
        return null;
    }

    private @Nullable ModelAsk configured() {
        if (given.values().get(Field.MODEL_CONFIG) instanceof Map<?, ?> config && !config.isEmpty()) {
            @SuppressWarnings("unchecked")
            Map<String, Object> content = ConfigExcerpt.of((Map<String, Object>) config);
            String name = fields.has(Field.MODEL_NAME) ? fields.text(Field.MODEL_NAME) : null;
            if (name != null) {
                content.put(ConfigExcerpt.NAME, name);
            }
            return sound(Field.MODEL_CONFIG, new ModelAsk.Configured(content));
        }
        fields.fault(
                Field.MODEL_CONFIG,
                ValueText.value(given.values().get(Field.MODEL_CONFIG))
                        + " is not the content of a config.json. Maybe paste the file's text here, in its braces.");
        return null;
    }

    /** An empty name is how answers have a model without one. */
    private @Nullable ModelAsk sized() {
        String name = "".equals(given.values().get(Field.MODEL_NAME)) ? "" : fields.text(Field.MODEL_NAME);
        Double parametersB = fields.amount(Field.MODEL_PARAMETERS_B, 0.01, 10_000);
        if (!fields.has(Field.MODEL_PARAMETERS_B)) {
            fields.fault(
                    Field.MODEL_PARAMETERS_B,
                    "is needed beside a name: billions of parameters. Maybe you mean the name alone as model.");
        }
        return parametersB == null ? null : new ModelAsk.Sized(name == null ? "" : name, parametersB);
    }

    private @Nullable ModelAsk sound(Field field, ModelAsk ask) {
        Optional<String> fault = vocabulary.modelFault().apply(ask);
        fault.ifPresent(message -> fields.fault(field, message));
        return fault.isPresent() ? null : ask;
    }
}
