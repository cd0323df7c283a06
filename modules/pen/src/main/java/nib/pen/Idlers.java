package nib.pen;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Idle connections to servers, which pen keeps on wish so that servers and what stands between are awake. No client ever
 * gets one. What breaks is made anew, at most one a tenth of a second.
 */
final class Idlers implements AutoCloseable {
    private static final int CONNECT_MILLIS = 3000;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final List<Socket> open = new ArrayList<>();
    private List<InetSocketAddress> servers = List.of();
    private int wanted;
    private int next;
    private boolean running;
    private boolean closed;

    /** So many from now on, at these servers in turn. */
    synchronized void keep(int number, List<InetSocketAddress> some) {
        wanted = some.isEmpty() ? 0 : number;
        servers = List.copyOf(some);
        while (open.size() > wanted) {
            close(open.removeLast());
        }
        if (wanted > 0 && !running) {
            running = true;
            Thread.ofVirtual().name("pen-idlers").start(this::work);
        }
    }

    /** How many there are. */
    synchronized int size() {
        return open.size();
    }

    private void work() {
        while (goesOn()) {
            if (isShort()) {
                connect();
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    private synchronized boolean goesOn() {
        running = wanted > 0 && !closed;
        return running;
    }

    private synchronized boolean isShort() {
        return open.size() < wanted;
    }

    private synchronized InetSocketAddress turn() {
        return servers.get(Math.floorMod(next++, servers.size()));
    }

    private void connect() {
        Socket socket = new Socket();
        try {
            socket.connect(turn(), CONNECT_MILLIS);
            if (take(socket)) {
                Thread.ofVirtual().start(() -> watch(socket));
            }
        } catch (IOException e) {
            close(socket);
        }
    }

    private synchronized boolean take(Socket socket) {
        boolean room = open.size() < wanted && !closed;
        if (room) {
            open.add(socket);
        } else {
            close(socket);
        }
        return room;
    }

    /** Whatever a server says is of no interest, until it ends. */
    private void watch(Socket socket) {
        try (socket) {
            socket.getInputStream().skipNBytes(Long.MAX_VALUE);
        } catch (IOException e) {
            // it is over
        } finally {
            gone(socket);
        }
    }

    private synchronized void gone(Socket socket) {
        open.remove(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // closed all the same
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.forEach(Idlers::close);
        open.clear();
    }
}
