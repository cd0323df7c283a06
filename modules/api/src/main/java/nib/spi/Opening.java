package nib.spi;

import java.nio.ByteBuffer;
import java.util.Set;
import nib.api.Client;
import org.jspecify.annotations.Nullable;

/**
 * Understands the first bytes of a client before any guard is asked: where it really comes from, which name it wants.
 * Pure: the same bytes give the same answer, however they were cut, so that it runs on every engine and on datagrams.
 * The house buffers, and asks again from the first byte when more have come.
 */
public interface Opening {
    /** The most bytes that it may ask for in all, 1 to 65536. */
    int most();

    /**
     * Looks at what has come so far. Called by many threads at once; quick, never blocking.
     *
     * @param first all bytes since the last opening that consumed some; to be left as it is
     * @param whole whether there will be no more: a datagram, or a client that has ended its stream
     */
    Answer read(ByteBuffer first, boolean whole, Client client);

    /** The time for first bytes is over, and the last answer was {@link More}: a default, or {@link Bad}. */
    Answer silence(ByteBuffer first, Client client);

    /** Nanoseconds from the accept after which {@link #silence} is asked, if the listener's time is not over before. */
    default long patience() {
        return Long.MAX_VALUE;
    }

    /**
     * What would come of a client of whom something is known already, such as the name that it asks for: for whoever
     * explains, without a byte. An opening that can tell nothing lets it pass.
     */
    default Answer foresee(Client client) {
        return new Done(0, client, null);
    }

    /** The pools that it may choose, so that a plan with a name that is not there is refused. */
    default Set<String> pools() {
        return Set.of();
    }

    /** What an opening says. */
    sealed interface Answer {}

    /**
     * Not enough: ask again when so many have come.
     *
     * @param bytes in all, more than there are and not more than {@link #most}
     */
    record More(int bytes) implements Answer {}

    /**
     * Understood.
     *
     * @param consumed bytes that belong to the opening and are not handed on
     * @param client the one that was given, perhaps knowing more, or as {@linkplain Client#seenAs seen from elsewhere}
     * @param pool the pool to go to, or null for no wish
     */
    record Done(int consumed, Client client, @Nullable String pool) implements Answer {}

    /**
     * What must not come. The client is let go; never is a weaker rule followed instead.
     *
     * @param reason in words for an operator, never text from the network
     */
    record Bad(String reason) implements Answer {}

    /** Brings an opening's word to life. */
    non-sealed interface Provider<S extends Record> extends nib.spi.Provider<S, Opening> {}
}
