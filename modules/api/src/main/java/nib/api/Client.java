package nib.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who came, to which listener, and what has been learned since. A client belongs to the thread that serves it: it is
 * handed on, never shared.
 */
public final class Client {
    private final String listener;
    private final Address address;
    private final Address local;
    private final long high;
    private final long low;
    private @Nullable Map<Fact<?>, @Nullable Object> facts;

    /**
     * A client without facts.
     *
     * @param listener the listener's name in the configuration
     * @param address where the client is, as far as access lists and logs care
     * @param local the address that the client wrote to
     */
    public Client(String listener, Address address, Address local) {
        this.listener = listener;
        this.address = address;
        this.local = local;
        if (address instanceof Address.Inet inet) {
            this.high = inet.ip().high();
            this.low = inet.ip().low();
        } else {
            // Not an IP address: all peers on one Unix socket are one client until credentials tell them apart.
            this.high = -1;
            this.low = local.toString().hashCode();
        }
    }

    /** The listener's name in the configuration. */
    public String listener() {
        return listener;
    }

    /** Where the client is. */
    public Address address() {
        return address;
    }

    /** The address that the client wrote to. */
    public Address local() {
        return local;
    }

    /** The IP address, or null for a client that has none. */
    public @Nullable Ip ip() {
        return address instanceof Address.Inet inet ? inet.ip() : null;
    }

    /** The source port, or 0 for a client that has none. */
    public int port() {
        return address instanceof Address.Inet inet ? inet.port() : 0;
    }

    /** The first half of 128 bits that are the same whenever the same client comes: its IP address where it has one. */
    public long high() {
        return high;
    }

    /** The second half of {@link #high}. */
    public long low() {
        return low;
    }

    /** What is known, or null. */
    public <T> @Nullable T fact(Fact<T> fact) {
        return facts == null ? null : fact.type().cast(facts.get(fact));
    }

    /** What is known, computed and kept when asked for the first time; null is kept too. */
    public <T> @Nullable T fact(Fact<T> fact, Supplier<? extends @Nullable T> first) {
        if (facts == null || !facts.containsKey(fact)) {
            put(fact, first.get());
        }
        return fact(fact);
    }

    /** Remembers a fact; a later one replaces an earlier one. */
    public <T> void learn(Fact<T> fact, T value) {
        put(fact, value);
    }

    private void put(Fact<?> fact, @Nullable Object value) {
        if (facts == null) {
            facts = new LinkedHashMap<>(4);
        }
        facts.put(fact, value);
    }

    /** The address: what a message should say. */
    @Override
    public String toString() {
        return address.toString();
    }
}
