package nib.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class PapersTest {
    private static final Outcome OUTCOME = RatioTest.outcome(
            new LinkedHashMap<>(Map.of("ours <a>", List.of(2.0, 3.0), "theirs & co", List.of(1.0, 1.0))));

    @Test
    void thePlotIsWellFormedAndNamesWhatItShows() throws Exception {
        String svg = new Plot(List.of(OUTCOME)).svg();
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));

        NodeList texts = document.getElementsByTagName("text");
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < texts.getLength(); i++) {
            all.append(texts.item(i).getTextContent()).append('\n');
        }
        assertTrue(all.toString().contains("ours <a> / theirs & co\n"), all::toString);
        assertTrue(all.toString().contains("\n2.50\n"), all::toString);
    }

    @Test
    void theTextSaysMedianAndSpread() {
        String line = Text.of(OUTCOME)
                .lines()
                .filter(one -> one.contains(" / theirs"))
                .findFirst()
                .orElse("");

        assertTrue(line.endsWith("2.50   2.00   2.25   2.75   3.00  2 pairs"), line);
    }

    @Test
    void jsonEscapesTextsAndLeavesOutWhatIsNoNumber() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("a \"b\"\n", List.of(1, 2.5, true, "\\\u0001"));
        tree.put("c", Double.NaN);
        tree.put("d", Map.of());

        assertEquals("""
                {
                  "a \\"b\\"\\n": [
                    1,
                    2.5,
                    true,
                    "\\\\\\u0001"
                  ],
                  "c": null,
                  "d": {}
                }""", Json.text(tree));
    }
}
