package nib.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What an editor does with a schema. */
final class SchemaCheck {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private final JsonSchema schema;

    /** With a schema that is one itself. */
    SchemaCheck(Map<String, Object> schema) {
        JsonNode tree = MAPPER.valueToTree(schema);
        Set<ValidationMessage> mistakes =
                FACTORY.getSchema(SchemaLocation.of(SchemaId.V202012)).validate(tree);
        assertEquals(Set.of(), mistakes);
        this.schema = FACTORY.getSchema(tree);
    }

    /**
     * What is wrong with a text.
     *
     * @throws RuntimeException if it is not YAML, or means something that JSON does not know
     */
    List<String> mistakes(String yaml) {
        Object value = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return schema.validate(MAPPER.valueToTree(value)).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }
}
