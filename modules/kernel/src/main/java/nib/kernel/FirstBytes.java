package nib.kernel;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import nib.api.Client;
import nib.spi.Opening;
import nib.spi.Wire;
import nib.spi.WrappedWire;
import org.jspecify.annotations.Nullable;

/**
 * The wire of a client whose first bytes are heard before it is let in; what no opening has consumed is read again by
 * whoever comes next.
 *
 * <pre>
 *   HEARING --enough--> HEARD
 *      \--silence, from any thread--> HEARD, with one read still waiting on a thread of its own
 * </pre>
 *
 * Reading belongs to the session's thread; a read of the wire itself is done aside, because a server that speaks first
 * must not be kept waiting by a client that says nothing.
 */
final class FirstBytes extends WrappedWire {
    private final ByteBuffer buffer;
    private boolean pending;
    private boolean ended;
    private boolean silent;
    private @Nullable IOException failure;
    private int consumed;

    FirstBytes(Wire wire, int most) {
        super(wire);
        this.buffer = ByteBuffer.allocate(most);
    }

    /** Hears the client until the opening is content. */
    Opening.Answer hear(Opening opening, Client client) throws IOException {
        while (true) {
            boolean late = isSilent();
            ByteBuffer heard = heard();
            Opening.Answer answer = late ? opening.silence(heard, client) : opening.read(heard, ended(), client);
            if (answer instanceof Opening.More(int bytes)) {
                await(Math.min(bytes, buffer.capacity()));
                continue;
            }
            if (answer instanceof Opening.Done done) {
                consumed = done.consumed();
            }
            return answer;
        }
    }

    /** The time for first bytes is over. */
    synchronized void silence() {
        silent = true;
        notifyAll();
    }

    synchronized boolean isSilent() {
        return silent;
    }

    /** Whether the client has ended its stream without a byte. */
    synchronized boolean isEmpty() {
        return ended && buffer.position() == 0;
    }

    private synchronized boolean ended() {
        return ended;
    }

    private synchronized ByteBuffer heard() {
        return buffer.duplicate().flip().asReadOnlyBuffer();
    }

    private synchronized void await(int bytes) throws IOException {
        while (buffer.position() < bytes && !ended && !silent) {
            if (!pending) {
                pending = true;
                Thread.ofVirtual().start(this::readAside);
            }
            pause();
            rethrow();
        }
    }

    private void readAside() {
        int count = -1;
        IOException broken = null;
        try {
            count = inner.read(buffer.slice(buffer.position(), buffer.remaining()));
        } catch (IOException e) {
            broken = e;
        } finally {
            arrived(count, broken);
        }
    }

    private synchronized void arrived(int count, @Nullable IOException broken) {
        pending = false;
        failure = broken;
        ended = broken == null && count < 0;
        buffer.position(buffer.position() + Math.max(count, 0));
        notifyAll();
    }

    @SuppressWarnings("WaitNotInLoop") // all who call it do
    private void pause() throws IOException {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private void rethrow() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return hasMore() ? again(into) : inner.read(into);
    }

    /** Whether something was heard that has not been read again; waits for what is still being read aside. */
    private synchronized boolean hasMore() throws IOException {
        while (consumed == buffer.position() && pending) {
            pause();
        }
        rethrow();
        return consumed < buffer.position() || ended;
    }

    private synchronized int again(ByteBuffer into) {
        int count = Math.min(into.remaining(), buffer.position() - consumed);
        if (count == 0) {
            return -1;
        }
        into.put(buffer.array(), consumed, count);
        consumed += count;
        return count;
    }
}
