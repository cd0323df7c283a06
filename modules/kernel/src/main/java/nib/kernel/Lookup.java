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
    private boolean stopped;
    private Runnable callOff = () -> {};

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

    /** Waits for the first answer, whatever it is. A server whose name is not known by then takes nobody until it is. */
    void awaitFirst(long nanos) {
        try {
            boolean there = first.await(nanos, TimeUnit.NANOSECONDS);
            assert there || nanos < Long.MAX_VALUE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tell();
    }

    private void ask() {
        try {
            server.whereabouts.lookUp();
        } catch (UnknownHostException | RuntimeException e) {
            // what was known stays
        } finally {
            tell();
            first.countDown();
        }
        again();
    }

    private synchronized void tell() {
        if (!stopped) {
            boolean lost = server.addresses().isEmpty();
            server.health.lost(lost, lost ? "its name is not known" : "its name is known");
        }
    }

    private synchronized void again() {
        if (!stopped) {
            callOff = host.clock().after(every, this::start);
        }
    }

    synchronized void stop() {
        stopped = true;
        callOff.run();
    }
}
