package nib.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build grants the export, so that both ways can be held against each other. */
class JdkSocketsTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void theJdkOpensWhatItNeedsForClosing() throws IOException {
        ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .close();
    }

    @Test
    void theJdkTellsWhatIsFound() throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        assertTrue(JdkSockets.isTold());
        try (Lab lab = new Lab();
                ServerSocketChannel server = ServerSocketChannel.open().bind(any);
                SocketChannel client = SocketChannel.open(server.getLocalAddress());
                SocketChannel accepted = server.accept();
                DatagramChannel datagrams = DatagramChannel.open().bind(any);
                ServerSocketChannel unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(folder.resolve("socket")))) {
            for (NetworkChannel channel : new NetworkChannel[] {server, client, accepted, datagrams, unix}) {
                int told = JdkSockets.descriptor(lab.call, channel);
                assertEquals(told, JdkSockets.found(lab.call, channel), () -> "" + channel);
            }
        }
    }

    @Test
    void aListeningSocketIsHandedOver() throws IOException {
        try (Lab lab = new Lab()) {
            int listener;
            try (ServerSocketChannel server =
                    ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
                listener = lab.keep(Descriptors.dup(lab.call, JdkSockets.descriptor(lab.call, server)));
            }
            assertEquals(1, Options.get(lab.call, listener, Option.SO_ACCEPTCONN));
            Descriptors.blocking(lab.call, listener, false);
            lab.connected(lab.local(listener));
            lab.accepted(listener);
        }
    }

    @Test
    void anUnboundChannelCannotBeFound() throws IOException {
        try (Lab lab = new Lab();
                SocketChannel client = SocketChannel.open()) {
            assertThrows(IOException.class, () -> JdkSockets.found(lab.call, client));
            Options.set(lab.call, JdkSockets.descriptor(lab.call, client), Option.TCP_USER_TIMEOUT, 1000);
        }
    }

    @Test
    void twoWithOneAddressAreNotMistakenForEachOther() throws IOException {
        try (Lab lab = new Lab();
                ServerSocketChannel server =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            lab.keep(Descriptors.dup(lab.call, JdkSockets.descriptor(lab.call, server)));
            assertThrows(IOException.class, () -> JdkSockets.found(lab.call, server));
        }
    }
}
