package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import nib.api.Address;

/** A client or a server at the far end of a wire, played by a test. */
final class Peer {
    private final MemoryWire wire;

    Peer(MemoryWire wire) {
        this.wire = wire;
    }

    Peer says(String text) throws IOException {
        wire.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
        return this;
    }

    /** Reads until a text has come, whatever comes before it. */
    Peer hearsUntil(String text) throws IOException {
        StringBuilder heard = new StringBuilder();
        while (!heard.toString().endsWith(text)) {
            heard.append(new String(read(1), StandardCharsets.ISO_8859_1));
        }
        return this;
    }

    /** Sends that many bytes, each of which depends on its place. */
    Peer sends(int count) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(count);
        for (int i = 0; i < count; i++) {
            all.put(pattern(i));
        }
        wire.write(all.flip());
        return this;
    }

    /** Waits for that text and nothing else. */
    Peer hears(String text) throws IOException {
        assertEquals(text, new String(read(text.length()), StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Waits for that many bytes, as {@link #sends} made them. */
    Peer receives(int count) throws IOException {
        byte[] all = read(count);
        for (int i = 0; i < count; i++) {
            if (all[i] != pattern(i)) {
                throw new AssertionError("byte " + i + " of " + count + " is another");
            }
        }
        return this;
    }

    private byte[] read(int count) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(count);
        while (all.hasRemaining()) {
            if (wire.read(all) < 0) {
                throw new AssertionError("the stream ended after " + all.position() + " of " + count + " bytes");
            }
        }
        return all.array();
    }

    private static byte pattern(int place) {
        return (byte) (place * 31 + (place >> 8));
    }

    /** Waits for the end of the other's stream. */
    Peer hearsEnd() throws IOException {
        assertEquals(-1, wire.read(ByteBuffer.allocate(1)), "expected the end of the stream");
        return this;
    }

    /** Waits until the other cuts the connection; what comes before is dropped. */
    Peer isReset() {
        assertThrows(SocketException.class, () -> {
            ByteBuffer any = ByteBuffer.allocate(64);
            while (wire.read(any.clear()) >= 0) {
                // not cut yet
            }
        });
        return this;
    }

    /** Ends its stream and goes on reading. */
    Peer finishes() {
        wire.finish();
        return this;
    }

    void closes() {
        wire.close();
    }

    void resets() {
        wire.reset();
    }

    /** Reads no more. */
    Peer refuses() {
        wire.refuse();
        return this;
    }

    /** How often the other side found that nobody reads here. */
    int refusals() {
        return wire.failures();
    }

    /** The address on its side. */
    Address address() {
        return wire.local();
    }
}
