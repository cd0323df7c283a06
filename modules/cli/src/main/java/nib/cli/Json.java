package nib.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value that was read: what an answer says. What is asked for and is not there is empty, 0 or false, so that a
 * newer or older process can be asked too.
 *
 * @param value a map, a list, a text, a number, a boolean, or null
 */
record Json(@Nullable Object value) {
    /** Reads one value. */
    static Json read(byte[] text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            return new Json(value(parser, parser.nextToken()));
        }
    }

    private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token) throws IOException {
        if (token == null) {
            throw new IOException("the answer is not complete");
        }
        return switch (token) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> elements(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            default -> parser.getText();
        };
    }

    private static Map<String, @Nullable Object> members(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            members.put(name, value(parser, parser.nextToken()));
        }
        return members;
    }

    private static List<@Nullable Object> elements(JsonParser parser) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(parser, token));
        }
        return elements;
    }

    boolean has(String name) {
        return get(name) != null;
    }

    private @Nullable Object get(String name) {
        return value instanceof Map<?, ?> members ? members.get(name) : null;
    }

    String text(String name) {
        Object found = get(name);
        return found == null ? "" : found.toString();
    }

    long number(String name) {
        return get(name) instanceof Number number ? number.longValue() : 0;
    }

    double fraction(String name) {
        return get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    boolean is(String name) {
        return Boolean.TRUE.equals(get(name));
    }

    List<Json> list(String name) {
        List<Json> list = new ArrayList<>();
        if (get(name) instanceof List<?> elements) {
            elements.forEach(one -> list.add(new Json(one)));
        }
        return list;
    }

    /** The texts of a list. */
    List<String> texts(String name) {
        return list(name).stream().map(one -> String.valueOf(one.value)).toList();
    }
}
