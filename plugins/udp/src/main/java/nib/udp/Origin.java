package nib.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * Where a client is, and the channel that it wrote to.
 *
 * @param client with the scope of a link-local address
 */
record Origin(DatagramChannel channel, InetSocketAddress client) {
    /** Sends to the client. What the system has no room for is lost, as datagrams may be. */
    void answer(ByteBuffer datagram) {
        try {
            channel.send(datagram, client);
        } catch (IOException e) {
            // no route to the client, or a firewall: it is as if it were lost on the way
        }
    }
}
