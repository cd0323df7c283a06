package nib.kernel;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import nib.api.Address;
import nib.api.Server;
import nib.spi.Clock;
import nib.spi.LocalFailure;
import nib.spi.Probe;
import nib.spi.Transport;
import nib.spi.Wire;

/**
 * Asks one server again and again. The timer starts each question on a virtual thread; the next one is set when the
 * answer is there, so that there is never more than one.
 */
final class Prober implements Probe.Target {
    private final LiveServer server;
    private final PoolSettings pool;
    private final Probe probe;
    private final Dialer dialer;
    private final Clock clock;
    private boolean stopped;
    private Runnable callOff = () -> {};

    Prober(LiveServer server, PoolSettings pool, Probe probe, Dialer dialer, Clock clock) {
        this.server = server;
        this.pool = pool;
        this.probe = probe;
        this.dialer = dialer;
        this.clock = clock;
    }

    /** Asks for the first time soon; servers of a pool are spread over the first interval. */
    Prober start() {
        long every = probe.schedule().every().toNanos();
        next(ThreadLocalRandom.current().nextLong(every / 4 + 1));
        return this;
    }

    private synchronized void next(long nanos) {
        if (!stopped) {
            callOff = clock.after(
                    nanos, () -> Thread.ofVirtual().name("probe " + server).start(this::ask));
        }
    }

    private void ask() {
        Probe.Schedule schedule = probe.schedule();
        Thread self = Thread.currentThread();
        Runnable tooLate = clock.after(schedule.timeout().toNanos(), self::interrupt);
        try {
            if (server.settings().state() != ServerSettings.Wish.MAINT) {
                probe.check(this);
                answered(schedule);
            }
        } catch (LocalFailure e) {
            // our own machine could not ask: that says nothing about the server
        } catch (IOException | RuntimeException e) {
            failed(schedule, Thread.interrupted() ? "no answer in time" : Failures.words(e));
        } finally {
            tooLate.run();
            next(schedule.every().toNanos());
        }
    }

    private synchronized void answered(Probe.Schedule schedule) {
        if (!stopped) {
            server.health.probeGood(schedule.rise());
        }
    }

    private synchronized void failed(Probe.Schedule schedule, String reason) {
        if (!stopped) {
            server.health.probeBad(schedule.fall(), "probe: " + reason);
        }
    }

    /** Asks no more; what the last answers were stays until another probe knows better. */
    synchronized void stop() {
        stopped = true;
        callOff.run();
    }

    @Override
    public Server server() {
        return server;
    }

    @Override
    public Address address() {
        return server.addresses().isEmpty()
                ? server.address()
                : server.addresses().getFirst();
    }

    @Override
    public Wire connect(Address to, Duration timeout) throws IOException {
        return dialer.connect(
                server.settings().address().at(to), timeout.toNanos(), pool.from(), Transport.Options.USUAL);
    }
}
