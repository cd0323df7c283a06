package nib.api;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who came, to which listener, and what has been learned since. The thread that serves the client learns; any thread
 * may read, so that observers may keep a client after it has gone.
 */
public final class Client {
    private static final long MULTICAST = 0xffL << 56;

    /** An odd number without a pattern, from the golden ratio. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private final String listener;
    private final Address address;
    private final Address local;
    private volatile @Nullable Known known;

    /** What is known: the newest fact first. */
    private record Known(
            Fact<?> fact,
            @Nullable Object value,
            @Nullable Function<? super Client, ?> source,
            @Nullable Known older) {}

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
    }

    /**
     * The same client, with its facts, as somebody trustworthy says it is to be seen: the sender of a PROXY header. The
     * address of the connection itself becomes the fact {@link Fact#PEER}.
     */
    public Client seenAs(Address source, Address destination) {
        Client seen = new Client(listener, source, destination);
        seen.known = known;
        seen.learn(Fact.PEER, address);
        return seen;
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

    /**
     * The first half of 128 bits that are the same whenever the same client comes: its IP address. Clients of one Unix
     * socket are one client for each user that is {@linkplain Fact#CREDENTIALS known}; they have bits of multicast
     * addresses, from which nobody comes. All that tells them apart is in this half, so that a prefix of IPv6 keeps it.
     */
    public long high() {
        return address instanceof Address.Inet inet ? inet.ip().high() : MULTICAST | identity() >>> 8;
    }

    /** The second half of {@link #high}. */
    public long low() {
        return address instanceof Address.Inet inet ? inet.ip().low() : identity();
    }

    /** Of the socket and the user: the same in every process, so that several balancers agree. */
    private long identity() {
        Credentials user = fact(Fact.CREDENTIALS);
        long both = ((long) local.toString().hashCode() << 32) ^ (user == null ? -1 : user.uid());
        long mixed = (both ^ both >>> 32) * SPREAD;
        return (mixed ^ mixed >>> 32) * SPREAD;
    }

    /** What is known, or null; what was {@linkplain #offer offered} is computed when asked for the first time. */
    public <T> @Nullable T fact(Fact<T> fact) {
        for (Known one = known; one != null; one = one.older) {
            if (one.fact.equals(fact)) {
                return fact.type().cast(one.source == null ? one.value : computed(fact, one.source));
            }
        }
        return null;
    }

    private @Nullable Object computed(Fact<?> fact, Function<? super Client, ?> source) {
        Object value = source.apply(this);
        known = new Known(fact, value, null, known);
        return value;
    }

    /** Remembers a fact; a later one hides an earlier one. */
    public <T> void learn(Fact<T> fact, T value) {
        known = new Known(fact, value, null, known);
    }

    /** Says how a fact is found out, for when somebody asks; null is an answer too. The function must be quick. */
    public <T> void offer(Fact<T> fact, Function<? super Client, ? extends @Nullable T> source) {
        known = new Known(fact, null, source, known);
    }

    /** The address: what a message should say. */
    @Override
    public String toString() {
        return address.toString();
    }
}
