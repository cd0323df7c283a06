package nib.datagram;

import java.nio.ByteBuffer;

/** A socket of our own that is connected to one server. */
public interface Line {
    /** What became of a datagram. */
    enum Sent {
        /** The system has it. */
        DONE,
        /** It is lost: no room, too large, no route. Nobody is to blame for it. */
        LOST,
        /** An earlier one found no open port at the server; this one was not sent. */
        REFUSED
    }

    /**
     * Sends.
     *
     * @param datagram from its position to its limit, which stay as they are
     */
    Sent send(ByteBuffer datagram);

    /**
     * Sends, perhaps not at once but before the loop receives more from clients. If the line then learns that nobody
     * listens at the server, it hands back what it has not sent ({@link Table#refused}).
     *
     * @param datagram from its position to its limit, which stay as they are
     */
    default Sent sendSoon(ByteBuffer datagram) {
        return send(datagram);
    }

    /** Closes it, after what it took for later; nothing that comes for it is handed on any more. */
    void close();
}
