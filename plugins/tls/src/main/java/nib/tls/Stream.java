package nib.tls;

import java.io.IOException;

/**
 * TLS over a wire. One thread reads, one writes; the engine orders what both of them send. What sets it apart from the
 * engine's own streams: the end of what the other side says is not the end of what it hears.
 */
interface Stream {
    /** Waits until there is something to read, and takes some of it; -1 after the other side has said its end. */
    int read(byte[] into, int from, int length) throws IOException;

    /** Bytes that can be read without waiting, after {@link #await}. */
    int available();

    /** Waits until there is something to read; false after the other side has said its end. */
    boolean await() throws IOException;

    /** Writes all. */
    void write(byte[] out, int from, int length) throws IOException;

    /** Says our end (close_notify); what the other side says can still be read. */
    void sayEnd() throws IOException;
}
