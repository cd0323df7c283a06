package nib.spi;

import java.nio.ByteBuffer;
import nib.api.Client;
import nib.api.Server;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a server is sent before everything else: after the connect, before any filter. Pure; called by many
 * threads at once.
 */
public interface Preamble {
    /** The most bytes that it writes, 1 to 4096. */
    int most();

    /**
     * Writes.
     *
     * @param client on whose behalf; null when the house itself asks, for a probe
     * @param into a buffer with room for {@link #most} bytes
     */
    void write(@Nullable Client client, Server server, ByteBuffer into);

    /** Whether every datagram of a flow begins with it, and not only the first. */
    default boolean everyDatagram() {
        return false;
    }

    /** Brings a preamble's word to life. */
    non-sealed interface Provider<S extends Record> extends nib.spi.Provider<S, Preamble> {}
}
