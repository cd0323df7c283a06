package nib.bench.compare;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * The server behind all candidates for datagrams, a process of its own. It sends back what it gets, with the bit set that
 * makes a DNS query an answer (RFC 1035, section 4.1.1).
 */
final class Echo {
    private Echo() {}

    public static void main(String[] args) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.bind(Link.address(Integer.parseInt(args[0])));
            while (true) {
                SocketAddress client = channel.receive(buffer.clear());
                buffer.flip();
                Query.answer(buffer);
                channel.send(buffer, client);
            }
        }
    }
}
