package tunewise.advice;

import java.math.BigDecimal;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.TreeBuildingGenerator;
import tools.jackson.databind.ser.std.StdSerializer;
import tunewise.question.ModelAsk;

/** JSON as the contract writes it: fields in the order of the records, ISO dates, plain decimal numbers. */
public final class AnswerJson {
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .addModule(models())
            .addModule(new SimpleModule("numbers")
                    .addSerializer(Double.class, new PlainDouble())
                    .addSerializer(Double.TYPE, new PlainDouble()))
            .build();

    private AnswerJson() {}

    /** How a model is written that was named, told by its size or by its config.json. */
    public static JacksonModule models() {
        return new SimpleModule("models")
                .addSerializer(ModelAsk.class, new ModelAskWriter())
                .addDeserializer(ModelAsk.class, new ModelAskReader());
    }

    public static String write(Recommendation recommendation) {
        return MAPPER.writeValueAsString(recommendation);
    }

    public static Recommendation read(String json) {
        return MAPPER.readValue(json, Recommendation.class);
    }

    private static final class PlainDouble extends StdSerializer<Double> {
        PlainDouble() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializationContext context) {
            String plain = PlainNumber.of(value);
            if (!(json instanceof TreeBuildingGenerator)) {
                json.writeNumber(plain);
            } else if (plain.indexOf('.') < 0) {
                json.writeNumber(Long.parseLong(plain));
            } else {
                json.writeNumber(new BigDecimal(plain));
            }
        }
    }

    private static final class ModelAskWriter extends StdSerializer<ModelAsk> {
        ModelAskWriter() {
            super(ModelAsk.class);
        }

        @Override
        public void serialize(ModelAsk ask, JsonGenerator json, SerializationContext context) {
            if (ask instanceof ModelAsk.Named named) {
                json.writeString(named.name());
            } else if (ask instanceof ModelAsk.Sized sized) {
                json.writeStartObject();
                json.writeStringProperty("name", sized.name());
                json.writePOJOProperty("parametersB", sized.parametersB());
                json.writeEndObject();
            } else if (ask instanceof ModelAsk.Configured configured) {
                json.writeStartObject();
                json.writePOJOProperty("config", configured.config());
                json.writeEndObject();
            }
        }
    }

    private static final class ModelAskReader extends StdDeserializer<ModelAsk> {
        ModelAskReader() {
            super(ModelAsk.class);
        }

        @Override
        public ModelAsk deserialize(JsonParser parser, DeserializationContext context) {
            JsonNode node = context.readTree(parser);
            if (node.isString()) {
                return new ModelAsk.Named(node.asString());
            }
            if (node.has("config")) {
                @SuppressWarnings("unchecked")
                Map<String, Object> config = context.readTreeAsValue(node.get("config"), Map.class);
                return new ModelAsk.Configured(config);
            }
            return new ModelAsk.Sized(
                    node.path("name").asString(""), node.path("parametersB").asDouble());
        }
    }
}
