package nib.unix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nib.api.Address;
import nib.api.Client;
import nib.api.Credentials;
import nib.api.Fact;
import nib.spi.LocalFailure;
import nib.spi.Settings;
import nib.spi.Transport;
import nib.spi.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixWireTest {
    private static final Transport UNIX = new UnixProvider().create(new Settings.None());

    @TempDir
    Path folder;

    private Path path;
    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        path = folder.resolve("server.sock");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path), 1);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private Wire connect(Duration time) throws IOException {
        return UNIX.connect(new Transport.ConnectTerms(
                new Address.Unix(path.toString()), time.toNanos(), null, Transport.Options.USUAL));
    }

    private static void stop(java.io.Closeable end) throws IOException {
        end.close();
    }

    private Wire connect() throws IOException {
        return connect(Duration.ofSeconds(10));
    }

    @Test
    void aResetIsOneWhereTheLastBytesWereNotRead() throws IOException {
        try (Wire wire = connect();
                SocketChannel peer = server.accept()) {
            peer.write(ByteBuffer.allocate(10));
            wire.reset();
            assertThrows(IOException.class, () -> peer.read(ByteBuffer.allocate(10)));
        }
    }

    @Test
    void aCloseIsAnEndWhateverWasNotRead() throws IOException {
        try (Wire wire = connect();
                SocketChannel peer = server.accept()) {
            peer.write(ByteBuffer.allocate(10));
            wire.write(ByteBuffer.allocate(3));
            stop(wire);
            assertEquals(3, peer.read(ByteBuffer.allocate(10)));
            assertEquals(-1, peer.read(ByteBuffer.allocate(10)));
        }
    }

    @Test
    void theResetOfAPeerIsSeen() throws IOException {
        try (Wire wire = connect();
                SocketChannel peer = server.accept()) {
            wire.write(ByteBuffer.allocate(10));
            stop(peer);
            assertThrows(IOException.class, () -> wire.read(ByteBuffer.allocate(10)));
        }
    }

    @Test
    void whoConnectedIsKnownByNumber() throws IOException {
        Path listening = folder.resolve("listening.sock");
        Address address = new Address.Unix(listening.toString());
        try (Transport.Listening here = UNIX.listen(new Transport.ListenTerms(address, 1));
                SocketChannel peer = SocketChannel.open(UnixDomainSocketAddress.of(listening));
                Wire wire = here.accept(Transport.Options.USUAL)) {
            Client client = new Client("web", wire.remote(), wire.local());
            long before = client.high();
            wire.introduce(client);
            Credentials known = client.fact(Fact.CREDENTIALS);
            assertNotNull(known);
            assertEquals(number("unix:uid"), known.uid());
            assertEquals(number("unix:gid"), known.gid());
            assertFalse(before == client.high(), "a user is a client of its own");
            assertTrue(peer.isConnected());
        }
    }

    private long number(String attribute) throws IOException {
        return Integer.toUnsignedLong((int) Files.getAttribute(path, attribute));
    }

    @Test
    void aFullQueueIsWaitedFor() throws Exception {
        try (Wire one = connect();
                Wire two = connect()) {
            CompletableFuture<Wire> third = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    third.complete(connect(Duration.ofSeconds(20)));
                } catch (IOException e) {
                    third.completeExceptionally(e);
                }
            });
            server.accept().close();
            try (Wire wire = third.get(20, TimeUnit.SECONDS)) {
                assertEquals(one.remote(), wire.remote());
                assertEquals(two.remote(), wire.remote());
            }
        }
    }

    @Test
    void aQueueThatStaysFullIsTheServersFault() throws IOException {
        try (Wire one = connect();
                Wire two = connect()) {
            IOException e = assertThrows(
                    IOException.class, () -> connect(Duration.ofMillis(50)).close());
            assertFalse(e instanceof LocalFailure);
            assertEquals("unix:" + path + " has a full queue", e.getMessage());
            assertEquals(one.remote(), two.remote());
        }
    }

    @Test
    void aMissingFileIsTheServersFault() throws IOException {
        server.close();
        Files.delete(path);
        IOException e = assertThrows(IOException.class, () -> connect().close());
        assertFalse(e instanceof LocalFailure);
        assertEquals("unix:" + path + " does not exist", e.getMessage());
    }
}
