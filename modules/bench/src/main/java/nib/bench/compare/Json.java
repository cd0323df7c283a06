package nib.bench.compare;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes trees of maps, lists, texts, numbers and booleans as JSON (RFC 8259). */
final class Json {
    private final StringBuilder out = new StringBuilder();

    private Json() {}

    static String text(Object tree) {
        Json json = new Json();
        json.value(tree, "\n");
        return json.out.toString();
    }

    private void value(@Nullable Object value, String line) {
        switch (value) {
            case null -> out.append("null");
            case Map<?, ?> map -> {
                Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
                sequence('{', '}', line, entries, entry -> {
                    quote(String.valueOf(entry.getKey()));
                    out.append(": ");
                    value(entry.getValue(), line + "  ");
                });
            }
            case List<?> list -> sequence('[', ']', line, list.iterator(), element -> value(element, line + "  "));
            case Double number when !Double.isFinite(number) -> out.append("null");
            case Double number -> out.append(rounded(number));
            case Number number -> out.append(number);
            case Boolean truth -> out.append(truth);
            default -> quote(value.toString());
        }
    }

    /** How an element is written. */
    private interface Element<T> {
        void write(T element);
    }

    private <T> void sequence(char open, char close, String line, Iterator<T> elements, Element<? super T> element) {
        out.append(open);
        boolean any = elements.hasNext();
        while (elements.hasNext()) {
            out.append(line).append("  ");
            element.write(elements.next());
            out.append(elements.hasNext() ? "," : "");
        }
        out.append(any ? line : "").append(close);
    }

    /** Six digits that count: more than any of these figures is worth. */
    private static String rounded(double number) {
        String text = new java.math.BigDecimal(number)
                .round(new java.math.MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
        return text;
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                default -> {
                    if (c < ' ') {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
