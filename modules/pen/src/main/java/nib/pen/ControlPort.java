package nib.pen;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import nib.api.Ip;
import nib.spi.BoundFile;
import org.jspecify.annotations.Nullable;

/**
 * Where penctl asks: a line comes in, the answer goes out, and the connection is over. Who says nothing, or too much, is
 * sent away, and nobody waits for them.
 *
 * <pre>
 *   accepted --a line--> answering --all written--> closed
 *      \-- 5 s over --------\-- 30 s over --------> closed
 * </pre>
 */
final class ControlPort implements AutoCloseable {
    /** The longest line, in bytes, as in pen. */
    private static final int LONGEST = 4095;

    private static final int CALLERS = 16;
    private static final int LISTENING = 5;
    private static final int ANSWERING = 30;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final ServerSocketChannel socket;
    private final @Nullable BoundFile file;
    private final Semaphore places = new Semaphore(CALLERS);
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
            1, work -> Thread.ofPlatform().daemon().name("pen-control-clock").unstarted(work));

    private ControlPort(ServerSocketChannel socket, @Nullable BoundFile file) {
        this.socket = socket;
        this.file = file;
        clock.setRemoveOnCancelPolicy(true);
    }

    /** Listens at {@code [host:]port} or a path; nobody is answered yet. */
    static ControlPort at(String place) throws Failure {
        try {
            return place.contains("/") ? unix(Path.of(place)) : tcp(place);
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure("Can't listen for control connections on " + Text.visible(place) + ": " + e.getMessage());
        }
    }

    private static ControlPort unix(Path path) throws IOException {
        BoundFile.removeStale(path);
        ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        socket.bind(UnixDomainSocketAddress.of(path));
        return new ControlPort(socket, BoundFile.of(path));
    }

    private static ControlPort tcp(String place) throws IOException, Failure {
        int colon = place.lastIndexOf(':');
        String host = colon <= 0 ? "0.0.0.0" : place.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
        ServerSocketChannel socket = ServerSocketChannel.open();
        socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        socket.bind(new InetSocketAddress(host, Ports.of(place.substring(colon + 1), false)));
        return new ControlPort(socket, null);
    }

    /**
     * Begins to answer.
     *
     * @param trusts whether somebody with that address may ask; who comes by a file may
     */
    void answer(Predicate<Ip> trusts, UnaryOperator<String> answers) {
        Thread.ofPlatform().daemon().name("pen-control").start(() -> acceptAll(trusts, answers));
    }

    private void acceptAll(Predicate<Ip> trusts, UnaryOperator<String> answers) {
        while (socket.isOpen()) {
            try {
                SocketChannel caller = socket.accept();
                if (mayAsk(caller, trusts) && places.tryAcquire()) {
                    Thread.ofVirtual().start(() -> serve(caller, answers));
                } else {
                    caller.close();
                }
            } catch (IOException e) {
                LockSupport.parkNanos(PAUSE); // no descriptors, or closed: the loop sees which
            }
        }
    }

    private static boolean mayAsk(SocketChannel caller, Predicate<Ip> trusts) throws IOException {
        return !(caller.getRemoteAddress() instanceof InetSocketAddress inet) || trusts.test(Ip.of(inet.getAddress()));
    }

    private void serve(SocketChannel caller, UnaryOperator<String> answers) {
        try (caller) {
            String line = line(caller);
            if (!line.isEmpty()) {
                ByteBuffer answer = ByteBuffer.wrap(answers.apply(line).getBytes(StandardCharsets.ISO_8859_1));
                within(caller, ANSWERING, () -> {
                    while (answer.hasRemaining()) {
                        caller.write(answer);
                    }
                });
            }
        } catch (IOException e) {
            // they went, or took too long
        } finally {
            places.release();
        }
    }

    /** Up to the first end of a line, or of the stream. */
    private String line(SocketChannel caller) throws IOException {
        ByteBuffer line = ByteBuffer.allocate(LONGEST);
        int[] end = {-1};
        within(caller, LISTENING, () -> {
            while (end[0] < 0 && line.hasRemaining() && caller.read(line) >= 0) {
                end[0] = end(line);
            }
        });
        return new String(line.array(), 0, end[0] < 0 ? line.position() : end[0], StandardCharsets.ISO_8859_1);
    }

    private static int end(ByteBuffer line) {
        for (int i = 0; i < line.position(); i++) {
            if (line.get(i) == '\n' || line.get(i) == '\r') {
                return i;
            }
        }
        return -1;
    }

    private interface Exchange {
        void run() throws IOException;
    }

    /** Hangs up when it takes longer than so many seconds. */
    private void within(SocketChannel caller, int seconds, Exchange work) throws IOException {
        ScheduledFuture<?> hangUp = clock.schedule(
                () -> {
                    caller.close();
                    return null;
                },
                seconds,
                TimeUnit.SECONDS);
        try {
            work.run();
        } finally {
            hangUp.cancel(false);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // closed all the same
        }
        if (file != null) {
            file.remove();
        }
    }
}
