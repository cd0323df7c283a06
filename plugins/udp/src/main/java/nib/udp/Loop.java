package nib.udp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import nib.api.Event;
import nib.spi.Host;

/** One loop: waits for channels, and lets what belongs to them go on. All is its thread's, but for {@link #post}. */
final class Loop implements Runnable {
    /** The largest datagram that there is. */
    private static final int LARGEST = 65_536;

    final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);
    final Host host;
    private final Selector selector;
    private final Queue<Runnable> mail = new ConcurrentLinkedQueue<>();
    private final List<Port> ports = new ArrayList<>();
    private volatile boolean stopped;

    /** What belongs to a channel. */
    interface Ready {
        /** There is something to receive. Never throws. */
        void ready();
    }

    private Loop(Selector selector, Host host) {
        this.selector = selector;
        this.host = host;
    }

    static Loop open(Host host) throws IOException {
        return new Loop(Selector.open(), host);
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                int patience = patience();
                if (patience == 0) {
                    selector.selectNow(this::dispatch);
                } else {
                    selector.select(this::dispatch, Math.max(0, patience));
                }
                long now = host.clock().nanos();
                for (int i = ports.size() - 1; i >= 0; i--) {
                    Port port = ports.get(i);
                    guarded(() -> port.turn(now));
                }
                for (Runnable work = mail.poll(); work != null; work = mail.poll()) {
                    guarded(work);
                }
            }
            List.copyOf(ports).forEach(Port::shut);
            selector.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the selector failed", e);
        }
    }

    private void dispatch(SelectionKey key) {
        guarded(() -> {
            if (key.isValid()) {
                ((Ready) key.attachment()).ready();
            }
        });
    }

    /** What throws costs one datagram or one session, and never the loop. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            host.tell(new Event.PluginFailed("engine", "udp", e.getClass().getName()));
        }
    }

    private int patience() {
        if (!mail.isEmpty()) {
            return 0;
        }
        long now = host.clock().nanos();
        int least = -1;
        for (Port port : ports) {
            int one = port.patience(now);
            least = least < 0 || (one >= 0 && one < least) ? one : least;
        }
        return least;
    }

    void watch(DatagramChannel channel, Ready by) throws IOException {
        channel.register(selector, SelectionKey.OP_READ, by);
    }

    void add(Port port) {
        ports.add(port);
    }

    void remove(Port port) {
        ports.remove(port);
    }

    /** Has something done soon. Any thread. */
    void post(Runnable work) {
        mail.add(work);
        selector.wakeup();
    }

    /** Ends the loop. Any thread. */
    void stop() {
        stopped = true;
        selector.wakeup();
    }
}
