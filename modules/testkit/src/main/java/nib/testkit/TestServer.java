package nib.testkit;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import nib.api.Address;
import nib.api.Ip;
import nib.api.Server;

/**
 * A server whose numbers a test sets. Begins with weight 1, priority 0, nothing active and no limit. Setters may be
 * chained; everything may be called by any thread.
 */
public final class TestServer implements Server {
    private final String name;
    private final Address address;
    private final AtomicInteger active = new AtomicInteger();
    private volatile int weight = 1;
    private volatile int priority;
    private volatile int max;

    /** A server of that name and address. */
    public TestServer(String name, Address address) {
        this.name = name;
        this.address = address;
    }

    /** Servers {@code s0}, {@code s1} and so on, at 10.0.0.0 and following, port 80. */
    public static List<TestServer> some(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new TestServer("s" + i, new Address.Inet(Ip.ofIpv4(10 << 24 | i), 80)))
                .toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public int weight() {
        return weight;
    }

    @Override
    public int priority() {
        return priority;
    }

    @Override
    public int active() {
        return active.get();
    }

    @Override
    public int max() {
        return max;
    }

    /** Sets {@link #weight()}. */
    public TestServer weight(int weight) {
        this.weight = weight;
        return this;
    }

    /** Sets {@link #priority()}. */
    public TestServer priority(int priority) {
        this.priority = priority;
        return this;
    }

    /** Sets {@link #active()}. */
    public TestServer active(int active) {
        this.active.set(active);
        return this;
    }

    /** Sets {@link #max()}. */
    public TestServer max(int max) {
        this.max = max;
        return this;
    }

    /** One lease more. */
    public void take() {
        active.incrementAndGet();
    }

    /**
     * One lease less.
     *
     * @throws AssertionError if none was held
     */
    public void giveBack() {
        if (active.getAndDecrement() <= 0) {
            throw new AssertionError(name + " was given back more often than it was taken");
        }
    }

    @Override
    public String toString() {
        return name + "(weight " + weight + ", priority " + priority + ", active " + active + ", max " + max + ")";
    }
}
