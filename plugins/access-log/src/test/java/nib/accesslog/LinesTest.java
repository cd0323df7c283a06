package nib.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import nib.api.Event.ConnectionEnded;
import org.junit.jupiter.api.Test;

class LinesTest {
    /** As in the documentation. */
    private static final Pattern LINE = Pattern.compile("^(\\S+) (\\S+) (\\S+) (\\S+) (\\S+) (\\S+) (-|\\d+) (-|\\d+)"
            + " (-|\\d+\\.\\d{3}) (-|\\d+\\.\\d{3}) (\\d+) ([a-z-]+) (.*)$");

    @Test
    void writesTextInAFixedOrder() throws IOException {
        assertEquals(
                "2025-01-01T00:00:00.007Z web 192.0.2.7:50123 [2001:db8::1]:80 app s1 120 4096 0.412 1203.004 1"
                        + " client-closed -\n",
                line(new TextLines(), Ended.well(1)));
        assertEquals(
                "2025-01-01T00:00:00.000Z web 192.0.2.7:50123 [2001:db8::1]:80 - - 0 0 - 0.000 0 denied"
                        + " acl: deny 192.0.2.0/24 (entry 3)\n",
                line(new TextLines(), Ended.denied("web", "acl: deny 192.0.2.0/24 (entry 3)")));
    }

    @Test
    void writesOneObjectALine() throws IOException {
        assertEquals(
                "{\"time\":\"2025-01-01T00:00:00.007Z\",\"id\":1,\"listener\":\"web\",\"client\":\"192.0.2.7:50123\","
                        + "\"local\":\"[2001:db8::1]:80\",\"pool\":\"app\",\"server\":\"s1\",\"sent\":120,"
                        + "\"received\":4096,\"connect_ms\":0.412,\"total_ms\":1203.004,\"attempts\":1,"
                        + "\"end\":\"client-closed\",\"reason\":null}\n",
                line(new JsonLines(), Ended.well(1)));
        Map<String, String> denied = parse(line(new JsonLines(), Ended.denied("web", "no")));
        assertEquals("null", denied.get("pool"));
        assertEquals("null", denied.get("server"));
        assertEquals("null", denied.get("connect_ms"));
        assertEquals("no", denied.get("reason"));
    }

    @Test
    void leavesOutWhatNobodyKnows() throws IOException {
        ConnectionEnded unknown = Ended.unseen();
        assertEquals(
                "2025-01-01T00:00:00.000Z web 192.0.2.7:50123 [2001:db8::1]:80 app s1 - - - - 1 idle -\n",
                line(new TextLines(), unknown));
        Map<String, String> fields = parse(line(new JsonLines(), unknown));
        assertEquals("null", fields.get("sent"));
        assertEquals("null", fields.get("received"));
        assertEquals("null", fields.get("total_ms"));
    }

    @Test
    void saysHowManyAreMissing() throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        new TextLines().missing(1_735_689_600_000L, 17, page);
        new JsonLines().missing(1_735_689_600_000L, 17, page);
        String expected = """
                # 2025-01-01T00:00:00.000Z 17 connections are missing: they ended faster than they could be written
                {"time":"2025-01-01T00:00:00.000Z","missing":17}
                """;
        assertEquals(expected, page.toString(StandardCharsets.US_ASCII));
    }

    @Property
    void nobodyCanForgeALineOfText(@ForAll String listener, @ForAll String reason) throws IOException {
        String line = line(new TextLines(), Ended.denied(listener, reason));
        assertHarmless(line);
        Matcher fields = LINE.matcher(line.substring(0, line.length() - 1));
        assertTrue(fields.matches(), line);
        assertEquals("192.0.2.7:50123", fields.group(3));
        assertEquals("denied", fields.group(12));
    }

    @Property
    void nobodyCanForgeAnObject(@ForAll String listener, @ForAll String reason) throws IOException {
        String line = line(new JsonLines(), Ended.denied(listener, reason));
        assertHarmless(line);
        Map<String, String> fields = parse(line);
        assertEquals("denied", fields.get("end"));
        assertEquals(14, fields.size());
    }

    @Test
    void boundsTheLengthOfALine() throws IOException {
        String much = "\u0000".repeat(100_000);
        for (Lines<ConnectionEnded> lines : List.of(new TextLines(), new JsonLines())) {
            String line = line(lines, Ended.denied(much, much));
            assertHarmless(line);
            assertTrue(line.length() < 10_000, () -> "" + line.length());
        }
    }

    private static void assertHarmless(String line) {
        assertEquals(line.length() - 1, line.indexOf('\n'), "one line");
        assertTrue(line.chars().allMatch(c -> c == '\n' || (c >= 0x20 && c < 0x7f)), line);
    }

    private static String line(Lines<ConnectionEnded> lines, ConnectionEnded ended) throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        lines.line(ended, page);
        return page.toString(StandardCharsets.ISO_8859_1);
    }

    private static Map<String, String> parse(String line) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser json = new JsonFactory().createParser(line)) {
            assertEquals(JsonToken.START_OBJECT, json.nextToken());
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                fields.put(name, json.getText());
            }
        }
        return fields;
    }
}
