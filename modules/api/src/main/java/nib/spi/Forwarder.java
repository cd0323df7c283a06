package nib.spi;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import nib.api.Address;
import org.jspecify.annotations.Nullable;

/**
 * An engine: carries the clients of its listeners by its own input and output, from the listening address to the
 * server. It asks the {@link Desk} of each listener whom to send where. One part serves all listeners of the house that
 * have chosen it; it should take no thread before the first {@link #bind}.
 */
public interface Forwarder extends Resident {
    /**
     * Prepares to carry a listener; nobody is let in yet.
     *
     * @param socket the listening socket of the house, which stays the house's; the engine uses a duplicate of its
     *     descriptor. Null if no transport makes sockets of that kind: then the engine binds one of its own
     * @throws IOException with a message for the operator
     */
    Bound bind(Terms terms, Transport.@Nullable Listening socket) throws IOException;

    /** A listener that an engine carries. Called by one thread at a time. */
    interface Bound {
        /** The address it is bound to, with the port that the system chose. */
        Address local();

        /** Lets clients in; called again with every new plan. Flows that are open go on as they began. */
        void carry(Terms terms, Desk desk);

        /**
         * Lets nobody in any more, after those who wait in the queue; flows go on until they end or are cut, and then
         * nothing is left of it. Returns when the queue is empty, or after that many nanoseconds. Safe to call twice.
         */
        void drain(long nanos);

        /** After {@link #drain}: does not wait for flows, but cuts them, so that another engine can have the address. */
        void close();
    }

    /**
     * What a listener is to be.
     *
     * @param listener its name in the configuration
     * @param transport the word before {@code ://}
     * @param address numeric or a path
     * @param backlog clients that may wait for an accept
     * @param options for the client's wire and the server's
     * @param opening what reads the first bytes, or null
     * @param file what a path is to become, where the engine binds one
     */
    record Terms(
            String listener,
            String transport,
            Address address,
            int backlog,
            Transport.Options options,
            Times times,
            @Nullable Opening opening,
            Datagrams datagrams,
            Transport.SocketFile file) {
        /** The same with a file, if there is one, as the system makes it. */
        public Terms(
                String listener,
                String transport,
                Address address,
                int backlog,
                Transport.Options options,
                Times times,
                @Nullable Opening opening,
                Datagrams datagrams) {
            this(listener, transport, address, backlog, options, times, opening, datagrams, Transport.SocketFile.USUAL);
        }
    }

    /**
     * How long things may take, in nanoseconds.
     *
     * @param handshake until the first bytes are there, if there is an opening
     * @param idle without a byte either way
     * @param halfClosed without a byte after one side has closed
     * @param tarpit for which a client is held that was denied so
     * @param fast whose end leaves no time at all
     */
    record Times(long handshake, long idle, long halfClosed, long tarpit, FastClose fast) {
        /** The same where a connection may be half-closed. */
        public Times(long handshake, long idle, long halfClosed, long tarpit) {
            this(handshake, idle, halfClosed, tarpit, FastClose.NONE);
        }
    }

    /** Whose end of the stream ends both sides, once everything that was read has been passed on. */
    enum FastClose {
        /** Nobody's: a connection may be half-closed. */
        NONE,
        /** The client's. */
        CLIENT,
        /** The server's. */
        SERVER,
        /** Either's. */
        BOTH;

        /** Whether the client's does. */
        public boolean client() {
            return this == CLIENT || this == BOTH;
        }

        /** Whether the server's does. */
        public boolean server() {
            return this == SERVER || this == BOTH;
        }
    }

    /**
     * How datagrams are treated.
     *
     * @param single whether each is balanced by itself, without an answer
     * @param requests datagrams of the client after which a flow takes no more; 0 for any number
     * @param responses datagrams of the server after which a flow is over; 0 for any number
     * @param idle nanoseconds without one either way after which a flow is over
     */
    record Datagrams(boolean single, int requests, int responses, long idle) {}

    /**
     * What a listener would ask of an engine. Filters are not among it: they stand in streams, which only sessions on
     * threads have.
     *
     * @param transport the word before {@code ://}
     * @param servers every address that its clients may be sent to; may be names
     */
    record Load(String transport, Address bind, List<Address> servers) {}

    /** Whether an engine can carry a load. */
    sealed interface Fit {}

    /**
     * It can.
     *
     * @param rank the highest is chosen; sessions on threads have 0
     */
    record Well(int rank, String why) implements Fit {}

    /** It cannot. */
    record Not(String why) implements Fit {}

    /** Brings an engine's word to life. */
    non-sealed interface Provider<S extends Record> extends nib.spi.Provider<S, Forwarder> {
        /** What it can listen on: words that stand before {@code ://}. */
        Set<String> transports();

        /** Whether it can carry that, on this machine. Pure but for looking at the machine. */
        Fit carries(Load load);
    }
}
