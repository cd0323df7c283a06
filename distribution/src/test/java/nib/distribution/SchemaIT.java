package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What an editor makes of the schema that the image prints. */
class SchemaIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private static JsonNode printed = MAPPER.createObjectNode();
    private static String reference = "";

    @BeforeAll
    static void print() throws IOException, InterruptedException {
        Run run = Run.of(Image.STANDARD.command(), "schema");
        assertEquals(0, run.status(), run.err());
        assertEquals("", run.err());
        printed = MAPPER.readTree(run.out());
        reference = Files.readString(Image.STANDARD.home().resolve("conf/nib.yaml"));
    }

    private static List<String> mistakes(JsonNode schema, String yaml) {
        JsonSchema validator = FACTORY.getSchema(schema);
        Object value = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return validator.validate(MAPPER.valueToTree(value)).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    @Test
    void theReferenceConfigurationFitsWithAndWithoutItsComments() {
        assertEquals(List.of(), mistakes(printed, reference));
        assertEquals(List.of(), mistakes(printed, UnpackedIT.withoutComments(reference)));
    }

    @Test
    void everyConfigurationOfTheDocumentationFits() throws IOException {
        JsonNode forPieces = printed.deepCopy();
        requireNothing(forPieces);
        Map<String, List<String>> refused = new TreeMap<>();
        int whole = 0;
        for (Page page : Page.all(Root.path())) {
            if (page.file().toString().contains("docs/examples/")) {
                continue; // words of plugins that are not installed here
            }
            List<Page.Fence> fences = page.fences();
            for (int i = 0; i < fences.size(); i++) {
                Page.Fence fence = fences.get(i);
                boolean bad = i + 1 < fences.size() && fences.get(i + 1).info().equals("text problems");
                boolean listeners = fence.text().contains("listeners:\n");
                boolean pools = fence.text().contains("pools:\n");
                if (fence.info().equals("yaml") && !bad && (listeners || pools)) {
                    whole += listeners && pools ? 1 : 0;
                    List<String> mistakes = mistakes(listeners && pools ? printed : forPieces, fence.text());
                    if (!mistakes.isEmpty()) {
                        refused.put(page.file() + ":" + fence.line(), mistakes);
                    }
                }
            }
        }
        assertEquals(Map.of(), refused);
        assertTrue(whole >= 10, "only " + whole);
    }

    /** Documentation shows pools without listeners, and listeners without a bind. */
    private static void requireNothing(JsonNode schema) {
        if (schema instanceof ObjectNode members && members.path("required").isArray()) {
            members.remove("required");
        }
        schema.forEach(SchemaIT::requireNothing);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            listeners:                | listenres:                                   | a misspelt key
            bind: tcp://0.0.0.0:8080  | bind: 8080                                   | not an address
            pool: app                 | pool: [app]                                  | a list where a name is wanted
            pool: app                 | pol: app                                     | a key that is missing
            policy: least-connections | policy: least-conections                     | a misspelt word
            policy: least-connections | policy: { maglev: { table: many } }          | not a number
            policy: least-connections | policy: { maglev: { tabel: 0 } }             | a key that the plugin does not know
            policy: least-connections | policy: { maglev: {}, hash: {} }             | two words at once
            policy: least-connections | policy: { priority: { then: { then: hash } } } | no word at that depth
            policy: least-connections | policy: { first: { max: 1 } }                | where there is nothing to set
            clients: 100000           | clients: 0                                   | out of range
            clients: 100000           | clients: "100000"                            | a number in quotes
            every: 2s                 | every: 2                                     | a duration without a unit
            every: 2s                 | every: 1.5s                                  | a duration with a fraction
            weight: 2                 | weight: 65536                                | out of range
            weight: 2                 | weihgt: 2                                    | a misspelt key in a list
            weight: 2                 | state: gone                                  | none of the choices
            weight: 2                 | weight: heavy                                | not a number
            """)
    void aMistakeIsSeen(String right, String wrong, String what) {
        assertTrue(reference.contains(right), right);
        assertFalse(mistakes(printed, reference.replace(right, wrong)).isEmpty(), what);
    }

    @Test
    void theMinimalImageKnowsOnlyItsOwnWords() throws IOException, InterruptedException {
        Run run = Run.of(Image.MINIMAL.command(), "schema");
        assertEquals(0, run.status(), run.err());
        JsonNode minimal = MAPPER.readTree(run.out());
        assertTrue(printed.at("/$defs/observer").toString().contains("access-log"));
        assertFalse(minimal.at("/$defs/observer").toString().contains("access-log"));
    }
}
