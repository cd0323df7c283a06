package nib.tcp;

import static nib.tcp.Ends.TCP;
import static nib.tcp.Ends.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nib.api.Address;
import nib.spi.LocalFailure;
import nib.spi.Transport.ListenTerms;
import nib.spi.Transport.Listening;
import nib.spi.Transport.Options;
import nib.spi.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TcpListeningTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1, 127.0.0.1",
        "::1,       ::1,       ::1",
        "0.0.0.0,   127.0.0.5, 127.0.0.1",
        "::,        ::1,       ::1",
        "::,        127.0.0.1, 127.0.0.1",
        "127.0.0.9, 127.0.0.9, 127.0.0.1"
    })
    void acceptsOnAddressesOfBothFamilies(String bind, String target, String seen) throws IOException {
        try (Listening listening = listen(at(bind, 0));
                Socket client = connect(target, listening);
                Wire wire = listening.accept(Options.USUAL)) {
            assertEquals(at(seen, client.getLocalPort()).port(), ((Address.Inet) wire.remote()).port());
            assertEquals(at(target, port(listening)), wire.local());
            assertEquals(at(bind, port(listening)), listening.local());
            client.getOutputStream().write('x');
            assertEquals(1, wire.read(ByteBuffer.allocate(9)));
        }
    }

    @Test
    void showsAnIpv4ClientOfADualStackListenerAsIpv4() throws IOException {
        try (Listening listening = listen(at("::", 0));
                Socket client = connect("127.0.0.1", listening);
                Wire wire = listening.accept(Options.USUAL)) {
            assertEquals("127.0.0.1:" + client.getLocalPort(), wire.remote().toString());
        }
    }

    @Test
    void leavesIpv6AloneOnTheIpv4Wildcard() throws IOException {
        try (Listening listening = listen(at("0.0.0.0", 0))) {
            assertThrows(ConnectException.class, () -> connect("::1", listening));
        }
    }

    @Test
    void refusesAPortThatIsTakenAndNamesIt() throws IOException {
        try (Listening first = listen(at("127.0.0.1", 0))) {
            for (String second : List.of("127.0.0.1", "0.0.0.0", "::")) {
                Address.Inet address = at(second, port(first));
                LocalFailure e = assertThrows(LocalFailure.class, () -> listen(address));
                assertEquals(
                        "cannot listen on " + address + ": address already in use, somebody else listens there",
                        e.getMessage());
                assertFalse(e.exhausted());
            }
        }
    }

    @Test
    void refusesAnAddressOfAnotherMachine() {
        LocalFailure e = assertThrows(LocalFailure.class, () -> listen(at("192.0.2.77", 0)));
        assertEquals("cannot listen on 192.0.2.77:0: not an address of this machine", e.getMessage());
    }

    @Test
    void listensAgainAtOnceAlthoughOldConnectionsLinger() throws IOException {
        Address.Inet address;
        try (Listening first = listen(at("127.0.0.1", 0))) {
            address = (Address.Inet) first.local();
            try (Socket client = connect("127.0.0.1", first)) {
                first.accept(Options.USUAL).close(); // our side closes first: TIME_WAIT is ours
                assertEquals(-1, client.getInputStream().read());
            }
        }
        listen(address).close();
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void asksTheSystemForTheOptionsOfEachAccept(boolean noDelay, boolean keepAlive) throws IOException {
        try (Listening listening = listen(at("127.0.0.1", 0));
                Socket client = connect("127.0.0.1", listening);
                Wire wire = listening.accept(new Options(noDelay, keepAlive))) {
            assertEquals(client.getLocalPort(), ((Address.Inet) wire.remote()).port());
            assertEquals(new Options(noDelay, keepAlive), Ends.options(wire));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endsAnAcceptThatWaitsWhenItIsClosed(boolean virtual) throws Exception {
        Listening listening = listen(at("127.0.0.1", 0));
        FutureTask<Wire> acceptor = accepting(virtual, listening);
        listening.close();
        listening.close();
        ExecutionException e = assertThrows(ExecutionException.class, () -> acceptor.get(10, TimeUnit.SECONDS));
        assertInstanceOf(ClosedChannelException.class, e.getCause());
    }

    @Test
    void endsEveryAcceptThatWaitsWhenItIsClosed() throws Exception {
        Listening listening = listen(at("127.0.0.1", 0));
        List<FutureTask<Wire>> acceptors = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            acceptors.add(accepting(i % 2 == 0, listening));
        }
        listening.close();
        for (FutureTask<Wire> acceptor : acceptors) {
            assertThrows(ExecutionException.class, () -> acceptor.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void refusesClientsOnceItIsClosed() throws IOException {
        Listening listening = listen(at("127.0.0.1", 0));
        listening.close();
        assertThrows(ConnectException.class, () -> connect("127.0.0.1", listening));
        assertEquals(at("127.0.0.1", port(listening)), listening.local(), "it still knows where it was");
    }

    @Test
    void handsOutTheClientsInItsQueueAfterTheClose() throws IOException {
        Listening listening = listen(at("127.0.0.1", 0));
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            clients.add(connect("127.0.0.1", listening));
        }
        listening.close();
        for (Socket client : clients) {
            try (Wire wire = listening.accept(Options.USUAL)) {
                assertEquals(client.getLocalPort(), ((Address.Inet) wire.remote()).port());
                wire.write(ByteBuffer.wrap(new byte[] {42}));
                assertEquals(42, client.getInputStream().read());
            }
        }
        closeAll(clients);
        assertThrows(ClosedChannelException.class, () -> listening.accept(Options.USUAL));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void losesNoClientThatWasConnectedBeforeTheClose(boolean virtual) throws Exception {
        for (int round = 0; round < 100; round++) {
            Listening listening = listen(at("127.0.0.1", 0));
            BlockingQueue<Integer> served = new LinkedBlockingQueue<>();
            FutureTask<Void> acceptor = acceptingAll(virtual, listening, served);
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 1 + round % 7; i++) {
                clients.add(connect("127.0.0.1", listening));
            }
            listening.close();
            acceptor.get(10, TimeUnit.SECONDS);
            for (Socket client : clients) {
                assertTrue(served.remove(client.getLocalPort()), "a client was lost");
                assertEquals(-1, client.getInputStream().read());
            }
            closeAll(clients);
        }
    }

    @Test
    void passesOverClientsThatHaveGoneAgain() throws IOException {
        try (Listening listening = listen(at("127.0.0.1", 0))) {
            try (Socket gone = connect("127.0.0.1", listening)) {
                gone.setSoLinger(true, 0);
            }
            try (Socket client = connect("127.0.0.1", listening)) {
                List<Integer> ports = new ArrayList<>();
                while (ports.isEmpty() || ports.getLast() != client.getLocalPort()) {
                    try (Wire wire = listening.accept(Options.USUAL)) {
                        ports.add(((Address.Inet) wire.remote()).port());
                    }
                }
                assertTrue(ports.size() <= 2, ports::toString);
            }
        }
    }

    @Test
    void goesOnListeningWhenAnAcceptIsInterrupted() throws Exception {
        try (Listening listening = listen(at("127.0.0.1", 0))) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedIOException.class, () -> listening.accept(Options.USUAL));
            assertTrue(Thread.interrupted(), "whoever interrupted is still heard");
            try (Socket client = connect("127.0.0.1", listening);
                    Wire wire = listening.accept(Options.USUAL)) {
                assertEquals(client.getLocalPort(), ((Address.Inet) wire.remote()).port());
            }
        }
    }

    @Test
    void cutsOnlyTheWireThatIsReset() throws IOException {
        try (Listening listening = listen(at("127.0.0.1", 0));
                Socket first = connect("127.0.0.1", listening);
                Socket second = connect("127.0.0.1", listening)) {
            listening.accept(Options.USUAL).reset();
            listening.accept(Options.USUAL).close();
            assertThrows(SocketException.class, () -> first.getInputStream().read());
            assertEquals(-1, second.getInputStream().read());
        }
    }

    private static Listening listen(Address.Inet address) throws IOException {
        return TCP.listen(new ListenTerms(address, 128));
    }

    private static int port(Listening listening) {
        return ((Address.Inet) listening.local()).port();
    }

    private static Socket connect(String ip, Listening listening) throws IOException {
        Socket client = new Socket();
        client.setSoTimeout(10_000);
        client.connect(new InetSocketAddress(ip, port(listening)), 10_000);
        return client;
    }

    private static void closeAll(List<Socket> clients) throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }

    private static FutureTask<Wire> accepting(boolean virtual, Listening listening) throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        FutureTask<Wire> task = new FutureTask<>(() -> {
            running.countDown();
            return listening.accept(Options.USUAL);
        });
        thread(virtual).start(task);
        running.await();
        return task;
    }

    private static FutureTask<Void> acceptingAll(boolean virtual, Listening listening, BlockingQueue<Integer> served) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            try {
                while (true) {
                    try (Wire wire = listening.accept(Options.USUAL)) {
                        served.add(((Address.Inet) wire.remote()).port());
                    }
                }
            } catch (ClosedChannelException e) {
                return null;
            }
        });
        thread(virtual).start(task);
        return task;
    }

    private static Thread.Builder thread(boolean virtual) {
        return virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
    }
}
