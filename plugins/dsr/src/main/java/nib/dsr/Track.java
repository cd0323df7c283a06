package nib.dsr;

import nib.spi.Flow;
import nib.spi.Lease;
import org.jspecify.annotations.Nullable;

/**
 * One client's address and port at one service, and the server it goes to; or that it goes nowhere.
 *
 * <pre>
 *   begun --lease--> SEATED --its server is gone--> SEATED elsewhere
 *     |                |
 *     \--refused--> OVER <-- FIN, RST, silent, cut --/
 * </pre>
 *
 * One that is over stays for a while, so that what still comes of the same client is not asked about again. The loop's, but
 * for {@link #cut}.
 */
final class Track implements Flow.Carrier {
    final Service service;
    final long high;
    final long low;
    final int protocol;
    final int port;
    final int targetPort;
    final int hash;

    @Nullable Track chained;

    @Nullable Track older;

    @Nullable Track newer;

    @Nullable Ages ages;

    @Nullable Flow flow;

    @Nullable Lease lease;

    @Nullable Neighbour neighbour;

    long seen;
    /** Where it is among the {@link KnownClients}, or -1; where they send its packets, and what they had moved. */
    int entered = -1;

    long hardware;
    long counted;
    int packets;
    long bytes;
    boolean answered;
    /** It was never let in, or found nobody. */
    boolean refused;

    Track(Service service, Frame frame, int hash) {
        this.service = service;
        this.high = frame.sourceHigh;
        this.low = frame.sourceLow;
        this.protocol = frame.protocol;
        this.port = frame.sourcePort;
        this.targetPort = frame.targetPort;
        this.hash = hash;
    }

    boolean is(Service where, Frame frame) {
        return low == frame.sourceLow
                && high == frame.sourceHigh
                && port == frame.sourcePort
                && targetPort == frame.targetPort
                && protocol == frame.protocol
                && service.equals(where);
    }

    /** Whether the kernel may still send its packets on as it does. */
    boolean isAsEntered() {
        Neighbour there = neighbour;
        return lease != null && lease.holds() && there != null && there.isKnown() && there.hardware() == hardware;
    }

    /** Packets of it have gone on: neither it nor its server is forgotten. */
    void isSeen(long now) {
        if (ages != null) {
            ages.touch(this, now);
        }
        if (neighbour != null) {
            neighbour.used = now;
        }
    }

    /** Hands on what it has moved. */
    void settle() {
        if (flow != null && bytes > 0) {
            flow.count(bytes, 0);
            bytes = 0;
        }
    }

    @Override
    public void cut(Flow which) {
        service.post(() -> service.cut(this));
    }
}
