package nib.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import nib.api.Address;
import nib.spi.Wire;

/**
 * Plain bytes on our side, TLS on the other.
 *
 * <pre>
 *   OPEN --finish--> FINISHED   close_notify, then FIN; reading goes on
 *   any  --reset---> CLOSED     without a word, so that the other side sees an abort
 *   OPEN --close---> CLOSED     close_notify, if it can be said at once
 * </pre>
 *
 * An end of the raw stream without close_notify is an abort, and reading fails.
 */
final class TlsWire implements Wire {
    private static final int PIECE = 16 * 1024;
    /** How long a close may take that has something to say. */
    private static final Duration MOMENT = Duration.ofMillis(50);

    private final Wire raw;
    private final Stream stream;
    private final AtomicBoolean finished = new AtomicBoolean();
    private volatile boolean closed;

    TlsWire(Wire raw, Stream stream) {
        this.raw = raw;
        this.stream = stream;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        checkOpen();
        if (!stream.await()) {
            return -1;
        }
        int length = Math.min(stream.available(), into.remaining());
        if (into.hasArray()) {
            stream.read(into.array(), into.arrayOffset() + into.position(), length);
            into.position(into.position() + length);
        } else {
            byte[] piece = new byte[length]; // made when there is something, so that silence costs nothing
            stream.read(piece, 0, length);
            into.put(piece);
        }
        return length;
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        checkOpen();
        if (finished.get()) {
            throw new IOException("our stream has ended");
        }
        if (from.hasArray()) {
            stream.write(from.array(), from.arrayOffset() + from.position(), from.remaining());
            from.position(from.limit());
            return;
        }
        byte[] piece = new byte[Math.min(from.remaining(), PIECE)];
        while (from.hasRemaining()) {
            int length = Math.min(from.remaining(), piece.length);
            from.get(piece, 0, length);
            stream.write(piece, 0, length);
        }
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public void finish() throws IOException {
        checkOpen();
        if (finished.compareAndSet(false, true)) {
            stream.sayEnd();
            raw.finish();
        }
    }

    @Override
    public void reset() {
        closed = true;
        raw.reset();
    }

    /** A relay finishes before it closes; others may have said nothing, and their end shall not look like an abort. */
    @Override
    public void close() {
        if (!closed && !finished.get()) {
            try {
                Thread.ofVirtual().start(this::sayEnd).join(MOMENT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        closed = true;
        raw.close();
    }

    private void sayEnd() {
        try {
            finish();
        } catch (IOException e) {
            // nobody is there to hear it
        }
    }

    @Override
    public Address local() {
        return raw.local();
    }

    @Override
    public Address remote() {
        return raw.remote();
    }

    @Override
    public String toString() {
        return "tls over " + raw;
    }
}
