package nib.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The head of a request: the request line and the fields, RFC 9112 sections 2 to 6. Read strictly, since whoever reads
 * otherwise than the server would let a client hide a request in another one's body.
 */
final class Head {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final int BAD = 400;
    private static final int NO_SUCH_VERSION = 505;

    private final String method;
    private final List<String> lines;

    private Head(String method, List<String> lines) {
        this.method = method;
        this.lines = lines;
    }

    /** Reads one that ends with an empty line. */
    static Head parse(byte[] bytes, int length) throws Malformed {
        List<String> lines = lines(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
        String[] words = lines.getFirst().split(" ", -1);
        if (words.length != 3 || !words[0].matches(TOKEN) || words[1].isEmpty()) {
            throw new Malformed(BAD, "no request line");
        }
        if (!words[2].matches("HTTP/1\\.[01]")) {
            throw new Malformed(NO_SUCH_VERSION, "a version that is not spoken here");
        }
        for (String field : lines.subList(1, lines.size())) {
            if (field.indexOf(':') < 1
                    || !field.substring(0, field.indexOf(':')).matches(TOKEN)) {
                throw new Malformed(BAD, "a field without a name");
            }
        }
        return new Head(words[0], lines);
    }

    private static List<String> lines(String text) throws Malformed {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int end = text.indexOf("\r\n"); end > from; end = text.indexOf("\r\n", from)) {
            String line = text.substring(from, end);
            if (line.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
                throw new Malformed(BAD, "a control character in the head");
            }
            lines.add(line);
            from = end + 2;
        }
        if (lines.isEmpty() || from + 2 != text.length()) {
            throw new Malformed(BAD, "no request");
        }
        return lines;
    }

    /** The values of a field, in their order. */
    List<String> values(String name) {
        List<String> values = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            if (is(line, name)) {
                values.add(line.substring(name.length() + 1).strip());
            }
        }
        return values;
    }

    private static boolean is(String line, String name) {
        return line.length() > name.length()
                && line.charAt(name.length()) == ':'
                && line.regionMatches(true, 0, name, 0, name.length());
    }

    /** Takes a field out, as often as it is there. */
    void remove(String name) {
        lines.subList(1, lines.size()).removeIf(line -> is(line, name));
    }

    void add(String name, String value) {
        lines.add(name + ": " + value);
    }

    /** Whether the connection is no longer HTTP behind this request, if the server agrees. */
    boolean isConnect() {
        return method.equals("CONNECT");
    }

    /** Whether the body comes in chunks. */
    boolean isChunked() throws Malformed {
        List<String> codings = values("Transfer-Encoding");
        if (codings.isEmpty()) {
            return false;
        }
        if (!values("Content-Length").isEmpty()) {
            throw new Malformed(BAD, "two lengths of a body");
        }
        if (codings.size() > 1 || !codings.getFirst().toLowerCase(Locale.ROOT).equals("chunked")) {
            throw new Malformed(501, "a transfer coding that is not known");
        }
        return true;
    }

    /** Bytes of a body that is not chunked. */
    long bodyLength() throws Malformed {
        OptionalLong length = OptionalLong.empty();
        for (String value : values("Content-Length")) {
            if (!value.matches("\\d{1,18}") || (length.isPresent() && length.getAsLong() != Long.parseLong(value))) {
                throw new Malformed(BAD, "no length of a body");
            }
            length = OptionalLong.of(Long.parseLong(value));
        }
        return length.orElse(0);
    }

    /** As it is sent on. */
    byte[] bytes() {
        return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
