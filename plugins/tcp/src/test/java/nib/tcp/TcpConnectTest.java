package nib.tcp;

import static nib.tcp.Ends.TCP;
import static nib.tcp.Ends.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nib.api.Address;
import nib.api.Ip;
import nib.spi.LocalFailure;
import nib.spi.Transport.ConnectTerms;
import nib.spi.Transport.Options;
import nib.spi.Wire;
import nib.testkit.EchoServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TcpConnectTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void connectsFromTheAddressThatIsAskedFor(String ip) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, Ip.parse(ip).toInet());
                Wire wire = TCP.connect(from(at(ip, 0), at(ip, server.getLocalPort())));
                Socket peer = server.accept()) {
            assertEquals(at(ip, peer.getPort()), wire.local());
            assertEquals(at(ip, server.getLocalPort()), wire.remote());
        }
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void asksTheSystemForTheOptions(boolean noDelay, boolean keepAlive) throws IOException {
        Options options = new Options(noDelay, keepAlive);
        try (EchoServer server = EchoServer.start("s");
                Wire wire = TCP.connect(new ConnectTerms(server.address(), 10_000_000_000L, null, options))) {
            assertEquals(options, Ends.options(wire));
        }
    }

    @Test
    void blamesTheServerThatRefuses() throws IOException {
        try (EchoServer server = EchoServer.start("s")) {
            server.refuse();
            IOException e = theirs(from(null, server.address()));
            assertEquals(server.address() + " refused the connection", e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, 0, 1, 20_000_000})
    void blamesTheServerThatDoesNotAnswerInTime(long nanos) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> queue = fill(server);
            ConnectTerms terms = new ConnectTerms(at("127.0.0.1", server.getLocalPort()), nanos, null, Options.USUAL);
            long begin = System.nanoTime();
            IOException e = theirs(terms);
            assertTrue(e.toString().contains(terms.address() + " did not answer within "), e::toString);
            assertTrue(System.nanoTime() - begin >= nanos, "it waited as long as it was asked to");
            for (Socket client : queue) {
                client.close();
            }
        }
    }

    @Test
    void takesASourceOfAnotherMachineAsOurOwnFault() throws IOException {
        LocalFailure e = ours(from(at("192.0.2.77", 0), at("127.0.0.1", 9)));
        assertTrue(e.toString().endsWith(" from 192.0.2.77:0: not an address of this machine"), e::toString);
    }

    @Test
    void takesASourceOfTheOtherFamilyAsOurOwnFault() throws IOException {
        LocalFailure e = ours(from(at("127.0.0.1", 0), at("::1", 9)));
        assertTrue(e.toString().endsWith(": one is IPv4, the other IPv6"), e::toString);
    }

    @Test
    void takesASourcePortThatIsTakenAsOurOwnFault() throws IOException {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LocalFailure e = ours(from(at("127.0.0.1", holder.getLocalPort()), at("127.0.0.1", 9)));
            assertTrue(e.toString().endsWith(": address already in use"), e::toString);
        }
    }

    @Test
    void doesNotTakeItselfForTheServer() throws IOException {
        Address.Inet nobody = at("127.0.0.1", freePort());
        IOException e = theirs(from(nobody, nobody));
        assertEquals(nobody + " refused the connection", e.getMessage());
    }

    @Test
    void wantsAnAddressAndNotAName() {
        Address name = Address.parse("localhost:80");
        assertTrue(TCP.reaches(name), "as soon as it is resolved");
        ConnectTerms terms = new ConnectTerms(name, 1, null, Options.USUAL);
        assertThrows(IllegalArgumentException.class, () -> TCP.connect(terms));
    }

    @Test
    void leavesPathsToOthers() {
        assertFalse(TCP.reaches(new Address.Unix(Path.of("/run/app.sock").toString())));
    }

    @Test
    void losesNoDescriptorWhenItFails() throws IOException {
        try (EchoServer server = EchoServer.start("s")) {
            server.refuse();
            long before = descriptors();
            for (int i = 0; i < 200; i++) {
                theirs(from(null, server.address()));
            }
            assertTrue(descriptors() < before + 100, "200 failures leave nothing open");
        }
    }

    private static IOException theirs(ConnectTerms terms) {
        IOException e = assertThrows(IOException.class, () -> TCP.connect(terms));
        assertFalse(e instanceof LocalFailure, e::toString);
        return e;
    }

    private static LocalFailure ours(ConnectTerms terms) {
        LocalFailure e = assertThrows(LocalFailure.class, () -> TCP.connect(terms));
        assertFalse(e.exhausted());
        return e;
    }

    private static ConnectTerms from(@Nullable Address source, Address server) {
        return new ConnectTerms(server, TimeUnit.SECONDS.toNanos(10), source, Options.USUAL);
    }

    private static int freePort() throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            return server.getLocalPort();
        }
    }

    /** Connects until the queue is full, so that the next SYN is not answered. */
    private static List<Socket> fill(ServerSocket server) throws IOException {
        List<Socket> queue = new ArrayList<>();
        try {
            while (true) {
                Socket client = new Socket();
                queue.add(client);
                client.connect(server.getLocalSocketAddress(), 200);
            }
        } catch (SocketTimeoutException e) {
            return queue;
        }
    }

    private static long descriptors() {
        String[] open = Path.of("/proc/self/fd").toFile().list();
        return open == null ? 0 : open.length;
    }
}
