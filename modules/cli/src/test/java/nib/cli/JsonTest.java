package nib.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static Json read(String text) throws IOException {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void membersAreFoundByName() throws IOException {
        Json json =
                read("{\"a\":\"x\",\"n\":12,\"b\":true,\"l\":[{\"n\":1},{\"n\":2}],\"t\":[\"p\",\"q\"],\"z\":null}");
        assertEquals("x", json.text("a"));
        assertEquals(12, json.number("n"));
        assertTrue(json.is("b"));
        assertEquals(
                List.of(1L, 2L),
                json.list("l").stream().map(one -> one.number("n")).toList());
        assertEquals(List.of("p", "q"), json.texts("t"));
        assertFalse(json.has("z"));
    }

    @Test
    void whatIsNotThereIsNothing() throws IOException {
        Json json = read("{}");
        assertEquals("", json.text("a"));
        assertEquals(0, json.number("n"));
        assertFalse(json.is("b"));
        assertEquals(List.of(), json.list("l"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":", "[1,", "[1", "HTTP/1.1 400 Bad Request", "{\"a\" 1}"})
    void anythingElseIsRefused(String text) {
        assertThrows(IOException.class, () -> read(text));
    }
}
