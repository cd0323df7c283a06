package nib.bench.compare;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One client with one connection, which asks for the small file and waits for all of it. */
final class Visitor implements AutoCloseable {
    private static final byte[] REQUEST =
            "GET /small HTTP/1.1\r\nHost: nib.example\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");
    private static final int TIMEOUT = 10_000;

    private final Socket socket;
    private final byte[] buffer = new byte[4096];

    /** How long an answer is, once the first one was read: all are equal. */
    private int expected;

    Visitor(int port) throws IOException {
        this(port, Carries.STREAMS);
    }

    Visitor(int port, Carries carries) throws IOException {
        Socket plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.setSoTimeout(TIMEOUT);
            plain.connect(Link.address(port), TIMEOUT);
            socket = carries == Carries.TLS ? Trusting.over(plain) : plain;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    void get() throws IOException {
        socket.getOutputStream().write(REQUEST);
        InputStream in = socket.getInputStream();
        int have = 0;
        while (have < Math.max(expected, 1)) {
            int count = in.read(buffer, have, buffer.length - have);
            if (count < 0) {
                throw new EOFException("closed before the answer was complete");
            }
            have += count;
            expected = expected == 0 ? length(have) : expected;
        }
    }

    /** The length of the answer in the buffer, head and body; 0 while the head is not complete. */
    private int length(int have) throws IOException {
        String text = new String(buffer, 0, have, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return 0;
        }
        Matcher length = LENGTH.matcher(text);
        if (!text.startsWith("HTTP/1.1 200") || !length.find()) {
            throw new IOException("not the answer that was asked for: "
                    + text.lines().findFirst().orElse(""));
        }
        return end + 4 + Integer.parseInt(length.group(1));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
