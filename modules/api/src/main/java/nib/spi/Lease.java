package nib.spi;

import java.nio.ByteBuffer;
import nib.api.Address;
import nib.api.Server;
import org.jspecify.annotations.Nullable;

/**
 * A seat at a server, taken when the server was chosen and given back when its flow ends. It belongs to the thread that
 * serves the client.
 */
public non-sealed interface Lease extends Decision {
    /** The server. The seat is held on the object: whatever reloads do to lists and indexes, it goes back there. */
    Server server();

    /** Where to connect to now: numeric or a path. */
    Address address();

    /** The address to connect from, with port 0 for any; null for the system's choice. */
    @Nullable Address source();

    /** Whether that is the client's own address, which is not one of this machine: from another it must not connect. */
    default boolean transparent() {
        return false;
    }

    /** Nanoseconds within which the server must have answered a connect. */
    long timeout();

    /** The most bytes that {@link #preamble} writes; 0 if the server is sent nothing before the client's bytes. */
    int preambleMost();

    /**
     * Writes what the server is sent before the client's bytes.
     *
     * @param into a buffer with room for {@link #preambleMost} bytes
     */
    void preamble(ByteBuffer into);

    /** Whether every datagram begins with the preamble, and not only the first. */
    boolean preambleOnEvery();

    /** How quickly the client's bytes may move; null for any speed. To be asked once the server has answered. */
    default @Nullable Pace upload() {
        return null;
    }

    /** How quickly the server's bytes may move; null for any speed. To be asked once the server has answered. */
    default @Nullable Pace download() {
        return null;
    }

    /** Whether what began at the server may go on there: it is not found to be down. Any thread. */
    default boolean holds() {
        return true;
    }

    /** The server answered. */
    void answered();

    /**
     * It could not be reached, or is gone: gives the seat back and asks for another.
     *
     * @param blame whose fault it was
     * @param reason for events; never raw text from the network
     * @return this lease on another server or at another address of the same one, or why there is none
     */
    Decision failed(Blame blame, String reason);

    /** Whose fault a failure was. */
    enum Blame {
        /** The server's: it refused, did not answer, cannot be reached. */
        SERVER,
        /** Our machine's: no free port, a source address that is not ours. Another server may be reached. */
        LOCAL,
        /** Our machine's, and trying elsewhere is in vain until something is given back: no descriptors, no memory. */
        EXHAUSTED
    }
}
