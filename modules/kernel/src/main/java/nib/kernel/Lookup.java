package nib.kernel;

import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nib.spi.Host;

/**
 * Looks the name of one server up, again and again. The system's resolver may block for long and holds its thread, so
 * each question has a thread of the operating system.
 */
final class Lookup {
    private final LiveServer server;
    private final long every;
    private final Host host;
    private final CountDownLatch first = new CountDownLatch(1);
    private volatile boolean stopped;
    private volatile Runnable callOff = () -> {};

    Lookup(LiveServer server, long everyNanos, Host host) {
        this.server = server;
        this.every = everyNanos;
        this.host = host;
    }

    /** Asks at once. */
    Lookup start() {
        host.thread("nib-lookup " + server, this::ask);
        return this;
    }

    /** Waits for the first answer, whatever it is. */
    void awaitFirst(long nanos) {
        try {
            boolean there = first.await(nanos, TimeUnit.NANOSECONDS);
            assert there || first.getCount() > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask() {
        try {
            server.whereabouts.lookUp();
            tell(false, "its name is known");
        } catch (UnknownHostException e) {
            if (server.addresses().isEmpty()) {
                tell(true, "its name is not known");
            }
        } finally {
            first.countDown();
        }
        if (!stopped) {
            callOff = host.clock().after(every, this::start);
        }
    }

    private void tell(boolean lost, String reason) {
        if (!stopped) {
            server.health.lost(lost, reason);
        }
    }

    void stop() {
        stopped = true;
        callOff.run();
    }
}
