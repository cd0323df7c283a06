package nib.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import nib.api.Address;
import nib.spi.Complaint;
import nib.spi.Connection;
import nib.spi.Filter;
import nib.spi.Resident;
import nib.testkit.Deadline;
import nib.testkit.FilterContract;
import nib.testkit.ManualHost;
import nib.testkit.MemoryWire;
import nib.testkit.TestClients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PenLogTest extends FilterContract<PenLogSettings> {
    private static final Path FILE = file();

    @TempDir
    private Path folder;

    @Override
    protected Filter.Provider<PenLogSettings> provider() {
        return new PenLogProvider();
    }

    @Override
    protected PenLogSettings settings() {
        return new PenLogSettings(FILE.toString(), 64);
    }

    private static Path file() {
        try {
            Path file = Files.createTempFile("pen", ".log");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server hears those pieces, of a client 10.9.0.1 and at 10.0.0.1. */
    private static void say(Filter filter, byte[]... pieces) throws IOException {
        MemoryWire.Pair pair = MemoryWire.pair(Address.parse("10.0.0.1:80"), Address.parse("10.0.0.99:4000"));
        filter.handle(new Connection(TestClients.at(Address.parse("10.9.0.1:4000")), pair.far(), "app", null), next -> {
            for (byte[] piece : pieces) {
                next.wire().write(ByteBuffer.wrap(piece));
            }
        });
        pair.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Filter opened(PenLogSettings settings) throws IOException {
        Filter filter = new PenLogProvider().create(settings);
        ((Resident) filter).open(new ManualHost());
        return filter;
    }

    @Test
    void aLineForEachPiece() throws IOException {
        Path file = folder.resolve("pen.log");
        Filter filter = opened(new PenLogSettings(file.toString(), 64));
        say(
                filter,
                bytes("GET / HTTP/1.1\r\nHost: x\r\n"),
                bytes("\033[31m\177\u00e9 rest"),
                bytes("x".repeat(200)),
                bytes("\n"));
        ((Resident) filter).close();
        String text = Files.readString(file);
        long seconds = Long.parseLong(text.split(" ", 3)[1]);
        String start = "10.9.0.1 " + seconds + " 10.0.0.1 ";
        assertEquals(
                start + "GET / HTTP/1.1\n" + start + ".[31m.. rest\n" + start + "x".repeat(100) + "\n" + start + "\n",
                text);
    }

    @Test
    void aDatagramForEachPiece() throws IOException {
        try (DatagramSocket penlogd = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Filter filter = opened(new PenLogSettings("127.0.0.1:" + penlogd.getLocalPort(), 64));
            say(filter, bytes("GET /a HTTP/1.0\n"), bytes("GET /b HTTP/1.0\n"));
            penlogd.setSoTimeout(10_000);
            DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
            for (String what : new String[] {"/a", "/b"}) {
                penlogd.receive(packet);
                String line = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
                assertEquals("+ 10.9.0.1 10.0.0.1 GET " + what + " HTTP/1.0\n", line);
            }
            ((Resident) filter).close();
        }
    }

    @Test
    void aFileThatWasMovedAwayIsMadeAnew() throws IOException {
        Path file = folder.resolve("pen.log");
        Filter filter = opened(new PenLogSettings(file.toString(), 64));
        say(filter, bytes("one"));
        assertTrue(Deadline.usual().until(() -> file.toFile().length() > 0));
        Files.move(file, folder.resolve("old.log"));
        ((Resident) filter).close();
        Filter next = opened(new PenLogSettings(file.toString(), 64));
        say(next, bytes("two"));
        ((Resident) next).close();
        assertTrue(Files.readString(file).endsWith("two\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"host:", "host:0", "host:65536", "host:http"})
    void aPlaceNeedsAPort(String place) {
        Complaint complaint = assertThrows(Complaint.class, () -> provider().create(new PenLogSettings(place, 64)));
        assertTrue(String.valueOf(complaint.getMessage()).contains("expected a file, or host:port"), place);
    }
}
