package nib.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import nib.spi.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers on the control socket, beside the path of clients: a thread that accepts, a virtual thread for each caller,
 * few callers at once, little time for each.
 */
final class ControlServer implements Closeable {
    /** Callers at once; further ones are sent away. */
    static final int MOST = 16;

    private static final Duration FAREWELL = Duration.ofMillis(500);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Logger LOG = LoggerFactory.getLogger("nib");

    private final ControlSocket socket;
    private final Orders orders;
    private final Clock clock;
    private final Semaphore places = new Semaphore(MOST);

    private ControlServer(ControlSocket socket, Orders orders, Clock clock) {
        this.socket = socket;
        this.orders = orders;
        this.clock = clock;
    }

    /** Begins to answer for a steward; without a socket there is nothing to begin. */
    static @Nullable ControlServer start(@Nullable ControlSocket socket, Steward steward) {
        return socket == null
                ? null
                : start(socket, new Orders(steward), steward.house().clock());
    }

    /** The same with a clock of its own, for tests. */
    static ControlServer start(ControlSocket socket, Orders orders, Clock clock) {
        ControlServer server = new ControlServer(socket, orders, clock);
        Thread.ofPlatform().daemon().name("nib-control").start(server::acceptAll);
        return server;
    }

    private void acceptAll() {
        while (socket.isOpen()) {
            try {
                receive(socket.accept());
            } catch (IOException e) {
                LockSupport.parkNanos(PAUSE); // no descriptors, or closed: the loop sees which
            }
        }
    }

    private void receive(SocketChannel caller) {
        if (!places.tryAcquire()) {
            close(caller);
            return;
        }
        Thread.ofVirtual().name("control").start(() -> {
            try {
                serve(caller);
            } catch (IOException e) {
                // the caller went, or took too long
            } finally {
                close(caller);
                places.release();
            }
        });
    }

    private void serve(SocketChannel caller) throws IOException {
        if (socket.trusts(caller)) {
            new ControlCall(caller, clock).answer(orders);
        } else {
            LOG.warn("control: another user than ours and root was sent away");
        }
    }

    private static void close(SocketChannel caller) {
        try {
            caller.close();
        } catch (IOException e) {
            // closed all the same
        }
    }

    /** Listens no more; who is being answered has a moment to read the answer, which may be that it stops. */
    @Override
    public void close() {
        socket.close();
        try {
            places.tryAcquire(MOST, FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
