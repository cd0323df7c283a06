package nib.spi;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import nib.api.Address;
import nib.api.Client;

/**
 * A connected stream of bytes, both ways. One thread may read while another writes; {@link #reset} and {@link #close}
 * may come from any thread at any time and end both.
 */
public interface Wire extends Closeable {
    /**
     * Reads what there is, waiting for at least one byte.
     *
     * @param into a buffer with room
     * @return the number of bytes, at least 1; -1 after the other side has ended its stream
     * @throws IOException if the other side cut the connection ({@link java.net.SocketException} from a socket)
     */
    int read(ByteBuffer into) throws IOException;

    /** Writes everything that remains in the buffer, waiting while the other side is slow. */
    void write(ByteBuffer from) throws IOException;

    /** Ends our stream after what was written (FIN); reading goes on. Safe to call twice. */
    void finish() throws IOException;

    /**
     * Cuts the connection so that the other side sees it (RST), dropping what is unsent; then as {@link #close}. Never
     * waits.
     */
    void reset();

    /** Lets go of the connection; what was written is still delivered. Never waits; safe to call twice. */
    @Override
    void close();

    /**
     * Tells the client what this wire knows of the other end, such as credentials. Called once after the accept, before
     * any guard.
     */
    default void introduce(Client client) {}

    /** The address on our side. */
    Address local();

    /** The address on the other side. */
    Address remote();
}
