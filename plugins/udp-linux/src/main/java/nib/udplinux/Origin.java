package nib.udplinux;

import nib.linux.SendBatch;
import nib.linux.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * How a client is answered.
 *
 * @param family of the socket
 * @param far the client
 * @param near the address that it wrote to; null where the socket has only one
 * @param interfaceIndex of a link-local address; else 0
 * @param scoped the client at a link-local address; else null
 */
record Origin(
        int family,
        Far far,
        @Nullable Far near,
        int interfaceIndex,
        @Nullable SocketAddress scoped) {
    /** An address, as in {@link nib.api.Ip}. */
    record Far(long high, long low, int port) {}

    /** Writes the client's address, and ours, to a datagram that is to be sent. */
    void address(SendBatch batch, int i) {
        if (scoped == null) {
            batch.to(i, family, far.high, far.low, far.port);
        } else {
            batch.to(i, scoped);
        }
        if (near != null) {
            batch.from(i, family, near.high, near.low, interfaceIndex);
        }
    }
}
