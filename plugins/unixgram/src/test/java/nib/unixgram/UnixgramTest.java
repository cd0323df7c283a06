package nib.unixgram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import jnr.unixsocket.UnixDatagramChannel;
import nib.api.Address;
import nib.spi.Forwarder;
import nib.spi.Settings;
import nib.spi.Transport;
import nib.testkit.ManualHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UnixgramTest {
    @TempDir
    Path folder;

    private final Forwarder engine = new UnixgramProvider().create(new Settings.None());
    private final Turning desk = new Turning();
    private Path path;
    private UnixDatagramChannel one;
    private UnixDatagramChannel two;

    @BeforeEach
    void begin() throws IOException {
        engine.open(new ManualHost());
        path = folder.resolve("log.sock");
        one = server("one");
        two = server("two");
    }

    @AfterEach
    void end() throws IOException {
        one.close();
        two.close();
    }

    private UnixDatagramChannel server(String name) throws IOException {
        Path at = folder.resolve(name);
        UnixDatagramChannel channel = UnixDatagramChannel.open();
        channel.bind(Names.of(new Address.Unix(at.toString())));
        desk.servers.add(new Address.Unix(at.toString()));
        return channel;
    }

    private Forwarder.Bound listen(Address address, int mode) throws IOException {
        Forwarder.Terms terms = terms(address, mode, true);
        Forwarder.Bound bound = engine.bind(terms, null);
        bound.carry(terms, desk);
        return bound;
    }

    private static Forwarder.Terms terms(Address address, int mode, boolean single) {
        return new Forwarder.Terms(
                "log",
                "unixgram",
                address,
                10,
                Transport.Options.USUAL,
                new Forwarder.Times(1, 1, 1, 1),
                null,
                new Forwarder.Datagrams(single, 0, 0, 1),
                new Transport.SocketFile(mode, null, null));
    }

    private static void send(Address to, String text) throws IOException {
        try (UnixDatagramChannel client = UnixDatagramChannel.open()) {
            client.send(ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)), Names.of(to));
        }
    }

    private static String receive(UnixDatagramChannel from) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(1 << 18);
        from.receive(into);
        byte[] bytes = new byte[into.flip().remaining()];
        into.get(bytes);
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void eachDatagramGoesWholeToTheNextServer() throws IOException {
        Address here = new Address.Unix(path.toString());
        Forwarder.Bound bound = listen(here, 0622);
        assertEquals(0622, (int) Files.getAttribute(path, "unix:mode") & 0777);
        String large = "x".repeat(100_000);
        for (String text : List.of("a", "b", large, "")) {
            send(here, text);
        }
        assertEquals("a", receive(one));
        assertEquals("b", receive(two));
        assertEquals(large, receive(one));
        assertEquals("", receive(two));
        bound.drain(TimeUnit.SECONDS.toNanos(10));
        assertFalse(Files.exists(path));
    }

    @Test
    void aServerThatIsGoneIsBlamedAndAnotherAsked() throws IOException {
        Address here = new Address.Unix(path.toString());
        Forwarder.Bound bound = listen(here, -1);
        one.close();
        send(here, "a");
        assertEquals("a", receive(two));
        assertEquals(List.of("SERVER"), desk.blamed);
        bound.close();
    }

    @Test
    void abstractNamesWork() throws IOException {
        Address here = new Address.Unix("@nib-" + UUID.randomUUID());
        Forwarder.Bound bound = listen(here, -1);
        send(here, "a");
        assertEquals("a", receive(one));
        assertThrows(IOException.class, () -> engine.bind(terms(here, -1, true), null));
        bound.close();
    }

    @Test
    void aStaleFileIsReplacedAndALivingOneIsNot() throws IOException {
        Address here = new Address.Unix(path.toString());
        UnixDatagramChannel old = UnixDatagramChannel.open();
        old.bind(Names.of(here));
        assertThrows(IOException.class, () -> engine.bind(terms(here, -1, true), null));
        old.close();
        assertTrue(Files.exists(path));
        Forwarder.Bound bound = listen(here, -1);
        send(here, "a");
        assertEquals("a", receive(one));
        bound.close();
    }

    @Test
    void sessionsAreRefused() {
        IOException e = assertThrows(
                IOException.class, () -> engine.bind(terms(new Address.Unix(path.toString()), -1, false), null));
        assertTrue(String.valueOf(e.getMessage()).contains("mode: datagram"), e::toString);
    }

    @Test
    void serversOfAnotherKindAreNotReached() {
        Address here = new Address.Unix("/dev/log");
        Address udp = Address.parse("127.0.0.1:514");
        UnixgramProvider provider = new UnixgramProvider();
        assertInstanceOf(Forwarder.Not.class, provider.carries(new Forwarder.Load("unixgram", here, List.of(udp))));
        assertInstanceOf(Forwarder.Well.class, provider.carries(new Forwarder.Load("unixgram", here, List.of(here))));
    }
}
