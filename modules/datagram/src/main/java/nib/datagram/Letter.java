package nib.datagram;

import java.nio.ByteBuffer;
import nib.spi.Lease;

/** Puts the preamble of a server in front of a datagram. Belongs to one loop. */
final class Letter {
    private static final int PREAMBLE = 4096;
    private static final int DATAGRAM = 65_536;

    private final ByteBuffer paper = ByteBuffer.allocateDirect(PREAMBLE + DATAGRAM);

    /** The datagram as the server is to get it, which lives until the next call. */
    ByteBuffer write(Lease lease, ByteBuffer datagram) {
        paper.clear();
        lease.preamble(paper);
        return paper.put(datagram.duplicate()).flip();
    }
}
