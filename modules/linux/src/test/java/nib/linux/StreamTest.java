package nib.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import nib.api.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:0", "[::1]:0", "@nib-linux-stream-test", "FOLDER/socket"})
    void aStreamGoesBothWaysAndEndsBothWays(String where) throws LinuxException {
        try (Lab lab = new Lab()) {
            int listener = lab.listening(where.replace("FOLDER", folder.toString()));
            int client = lab.connected(lab.local(listener));
            int server = lab.accepted(listener);

            lab.send(client, "question");
            assertEquals("question", lab.receive(server));
            assertEquals(0, Sockets.shutdown(lab.call, client, Sockets.SHUT_WR));
            assertEquals("", lab.receive(server));
            lab.send(server, "answer");
            assertEquals("answer", lab.receive(client));
        }
    }

    @Test
    void acceptTellsWhoCame() throws LinuxException {
        try (Lab lab = new Lab()) {
            int listener = lab.listening("127.0.0.1:0");
            int client = lab.connected(lab.local(listener));
            SocketAddress peer = lab.address();
            lab.readable(listener);

            int server = lab.keep(Sockets.accept(lab.call, listener, peer));

            assertEquals(lab.local(client).address(), peer.address());
            SocketAddress asked = lab.address();
            assertEquals(0, Sockets.peer(lab.call, server, asked));
            assertEquals(peer.address(), asked.address());
        }
    }

    @Test
    void whatWouldWaitSaysSo() throws LinuxException {
        try (Lab lab = new Lab()) {
            int listener = lab.listening("127.0.0.1:0");
            assertEquals(-Errno.EAGAIN, Sockets.accept(lab.call, listener, null));
            Pair pair = lab.keep(Sockets.socketpair(lab.call, Sockets.SOCK_STREAM));
            MemorySegment buffer = lab.arena.allocate(10);
            assertEquals(-Errno.EAGAIN, Sockets.recv(lab.call, pair.first(), buffer, 0, 10, 0));
        }
    }

    @Test
    void aRefusedConnectionTellsItsError() throws LinuxException {
        try (Lab lab = new Lab()) {
            int listener = lab.listening("127.0.0.1:0");
            SocketAddress address = lab.local(listener);
            lab.close(listener);
            int client = lab.keep(Sockets.socket(lab.call, Sockets.AF_INET, Sockets.SOCK_STREAM));
            int result = Sockets.connect(lab.call, client, address);
            if (result == -Errno.EINPROGRESS) {
                lab.writable(client);
                result = Sockets.error(lab.call, client);
            }
            assertEquals(-Errno.ECONNREFUSED, result);
            assertEquals(0, Sockets.error(lab.call, client), "asking takes it away");
        }
    }

    @Test
    void sendingAfterTheEndIsAnErrorAndNoSignal() throws LinuxException {
        try (Lab lab = new Lab()) {
            Pair pair = lab.keep(Sockets.socketpair(lab.call, Sockets.SOCK_STREAM));
            lab.close(pair.second());
            assertEquals(-Errno.EPIPE, Sockets.send(lab.call, pair.first(), lab.bytes("x"), 0, 1, 0));
        }
    }

    @Test
    void closingWithAResetIsSeenAsOne() throws LinuxException {
        try (Lab lab = new Lab()) {
            int listener = lab.listening("127.0.0.1:0");
            int client = lab.connected(lab.local(listener));
            int server = lab.accepted(listener);
            Options.resetOnClose(lab.call, client, true);
            lab.close(client);
            assertEquals("ECONNRESET (connection reset by the peer)", lab.receive(server));
        }
    }

    @Test
    void aFailureNamesCallAddressAndError() throws LinuxException {
        try (Lab lab = new Lab()) {
            int listener = lab.listening("127.0.0.1:0");
            SocketAddress taken = lab.local(listener);
            int second = lab.keep(Sockets.socket(lab.call, Sockets.AF_INET, Sockets.SOCK_STREAM));

            LinuxException e = assertThrows(LinuxException.class, () -> Sockets.bind(lab.call, second, taken));

            assertEquals("bind " + taken + ": EADDRINUSE (address already in use)", e.getMessage());
            assertEquals(Errno.EADDRINUSE, e.errno());
        }
    }

    @Test
    void memoryOutsideTheBufferIsRefused() throws LinuxException {
        try (Lab lab = new Lab()) {
            Pair pair = lab.keep(Sockets.socketpair(lab.call, Sockets.SOCK_STREAM));
            MemorySegment buffer = lab.arena.allocate(10);
            MemorySegment heap = MemorySegment.ofArray(new byte[10]);
            assertThrows(IndexOutOfBoundsException.class, () -> Sockets.recv(lab.call, pair.first(), buffer, 5, 6, 0));
            assertThrows(IllegalArgumentException.class, () -> Sockets.send(lab.call, pair.first(), heap, 0, 10, 0));
        }
    }

    @Test
    void unnamedPeersOfUnixStreamsAreUnnamed() throws LinuxException {
        try (Lab lab = new Lab()) {
            int listener = lab.listening("@nib-linux-unnamed-test");
            lab.connected(lab.local(listener));
            SocketAddress peer = lab.address();
            lab.keep(Sockets.accept(lab.call, listener, peer));
            assertEquals(new Address.Unix(""), peer.address());
        }
    }
}
