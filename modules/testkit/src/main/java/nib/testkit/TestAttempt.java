package nib.testkit;

import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import nib.api.Server;
import nib.spi.Policy;

/**
 * One choice among servers: each is usable until it is closed or full. It counts what it was asked, so that a test
 * can tell a look-up from a walk. May be used by any thread.
 */
public final class TestAttempt implements Policy.Attempt {
    private final List<? extends Server> servers;
    private final AtomicIntegerArray closed;
    private final LongAdder questions = new LongAdder();
    private volatile long nanos;

    /** A first attempt: nothing was tried. */
    public TestAttempt(List<? extends Server> servers) {
        this.servers = List.copyOf(servers);
        this.closed = new AtomicIntegerArray(servers.size());
    }

    /** Makes a server unusable whatever its numbers: down, tried already, or closed to this client. */
    public TestAttempt close(int index) {
        closed.set(index, 1);
        return this;
    }

    /** Takes {@link #close} back. */
    public TestAttempt open(int index) {
        closed.set(index, 0);
        return this;
    }

    /** Sets {@link #nanos()}. */
    public TestAttempt nanos(long nanos) {
        this.nanos = nanos;
        return this;
    }

    @Override
    public int size() {
        return servers.size();
    }

    /**
     * Whether it is neither closed nor full.
     *
     * @throws IndexOutOfBoundsException if there is no such server: a policy's fault that must not go unseen
     */
    @Override
    public boolean usable(int index) {
        questions.increment();
        return closed.get(index) == 0 && !servers.get(index).full();
    }

    @Override
    public int active() {
        int active = 0;
        for (int i = 0; i < servers.size(); i++) { // without an iterator: a policy's garbage is counted
            active += servers.get(i).active();
        }
        return active;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    /** How often {@link #usable} was asked. */
    public long questions() {
        return questions.sum();
    }

    @Override
    public String toString() {
        return "closed " + closed;
    }
}
