package nib.spi;

import java.io.Closeable;
import java.io.IOException;
import nib.api.Address;
import org.jspecify.annotations.Nullable;

/** Makes stream wires for sessions. All methods may be called by many threads at once. */
public interface Transport {
    /** Whether this transport can listen on and connect to such addresses. */
    boolean reaches(Address address);

    /**
     * Binds and listens; nothing is accepted yet.
     *
     * @throws IOException with a message for the operator: the address is taken, is not ours, may not be used
     */
    Listening listen(ListenTerms terms) throws IOException;

    /**
     * Connects, waiting on the calling thread, which is a virtual one.
     *
     * @throws LocalFailure if our own machine could not: no descriptors, ports or buffers, a source address that is
     *     not ours
     * @throws IOException if the server did not answer: refused, unreachable, timed out
     */
    Wire connect(ConnectTerms terms) throws IOException;

    /** A bound socket. */
    interface Listening extends Closeable {
        /**
         * Waits for the next client.
         *
         * @param options for its wire
         * @throws LocalFailure if our own machine could not; the listener still listens
         * @throws IOException if the listener is closed
         */
        Wire accept(Options options) throws IOException;

        /** The address it is bound to, with the port that the system chose. */
        Address local();

        /** Stops listening at once, after taking over clients that wait in its queue: {@link #accept} hands them out. */
        @Override
        void close();
    }

    /**
     * How to listen.
     *
     * @param address numeric or a path; never a name
     * @param backlog clients that may wait for an accept, at least 1; the system may hold fewer
     * @param file what a path is to become, where the address is one
     */
    record ListenTerms(Address address, int backlog, SocketFile file) {
        /** The same with a file as the system makes it. */
        public ListenTerms(Address address, int backlog) {
            this(address, backlog, SocketFile.USUAL);
        }
    }

    /**
     * Who may connect to a socket that is a file: whoever may write it, unix(7).
     *
     * @param mode the nine bits of its permissions, or -1 to leave them as the umask says
     * @param owner name or number of a user, or null for our own
     * @param group name or number of a group, or null for our own
     */
    record SocketFile(
            int mode, @Nullable String owner, @Nullable String group) {
        /** As the system makes it. */
        public static final SocketFile USUAL = new SocketFile(-1, null, null);
    }

    /**
     * How to connect.
     *
     * @param address numeric or a path; never a name
     * @param timeout nanoseconds until the server must have answered
     * @param source our address to connect from, or null for the system's choice
     * @param transparent whether that address is not one of this machine, see {@link Disguise}
     * @param options for the wire
     */
    record ConnectTerms(
            Address address, long timeout, @Nullable Address source, boolean transparent, Options options) {
        /** From an address of this machine. */
        public ConnectTerms(Address address, long timeout, @Nullable Address source, Options options) {
            this(address, timeout, source, false, options);
        }
    }

    /**
     * What to ask of the operating system for a wire; what does not apply is left out.
     *
     * @param noDelay send small pieces at once (TCP_NODELAY)
     * @param keepAlive ask silent peers whether they live (SO_KEEPALIVE)
     */
    record Options(boolean noDelay, boolean keepAlive) {
        /** No delay, no keep-alive. */
        public static final Options USUAL = new Options(true, false);
    }

    /** Brings a transport's word to life. */
    non-sealed interface Provider<S extends Record> extends nib.spi.Provider<S, Transport> {}
}
