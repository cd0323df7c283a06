package nib.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nib.api.Address;
import nib.spi.Complaint;
import nib.spi.Connection;
import nib.spi.Filter;
import nib.spi.Loadable;
import nib.testkit.Deadline;
import nib.testkit.TestClients;
import nib.testkit.TestServer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSL as a server. */
class ToServerTest {
    @TempDir
    Path folder;

    private final Authority authority = Authority.root("CN=Test Authority");
    private Path ca = Path.of("");

    @BeforeEach
    void begin() throws IOException {
        Assumptions.assumeTrue(Tool.isThere("openssl"), "openssl is not installed");
        ca = Files.writeString(folder.resolve("ca.pem"), Authority.pem(authority.certificate));
    }

    @Test
    void whoIsWhoTheyShouldBeIsSpokenTo() throws Exception {
        for (String version : List.of("-tls1_2", "-tls1_3")) {
            try (Server server = server(authority.server("RSA", "a.example", "*.wild.example"), version)) {
                assertEquals("olleh", said(server, settings("a.example", List.of(ca))));
                assertEquals("olleh", said(server, settings("b.wild.example", List.of(ca))));
                assertEquals("olleh", said(server, unchecked()));
                refused(server, settings("b.example", List.of(ca)));
                refused(server, settings("a.b.wild.example", List.of(ca)));
                refused(server, settings("127.0.0.1", List.of(ca)));
                refused(server, settings("a.example", List.of()));
                Path foreign = Files.writeString(
                        folder.resolve("foreign.pem"), Authority.pem(Authority.root("CN=Foreign").certificate));
                refused(server, settings("a.example", List.of(foreign)));
            }
        }
    }

    @Test
    void certificatesForOtherThingsAreRefused() throws Exception {
        try (Server server = server(authority.client("CN=a.example"), "-tls1_3")) {
            refused(server, settings("a.example", List.of(ca)));
        }
    }

    @Test
    void ourOwnCertificateIsShownToThoseWhoAsk() throws Exception {
        Authority.Issued own = authority.client("CN=nib");
        Path certificate = authority.chain(folder.resolve("own.crt"), own);
        Path key = Authority.key(folder.resolve("own.key"), own.key());
        for (String version : List.of("-tls1_2", "-tls1_3")) {
            try (Server server = server(
                    authority.server("EC", "a.example"),
                    version,
                    "-Verify",
                    "2",
                    "-verify_return_error",
                    "-CAfile",
                    ca.toString())) {
                TlsToServerSettings shown = new TlsToServerSettings(
                        Optional.of("a.example"),
                        List.of(ca),
                        List.of(),
                        true,
                        Optional.of(certificate),
                        Optional.of(key),
                        Optional.empty(),
                        true,
                        "1.2",
                        List.of(),
                        List.of(),
                        List.of());
                assertEquals("olleh", said(server, shown));
                refused(server, settings("a.example", List.of(ca)));
            }
        }
    }

    @Test
    void slipsAreComplainedAbout() {
        assertThrows(Complaint.class, () -> new TlsToServerProvider().create(settings("not a name", List.of())));
    }

    private TlsToServerSettings unchecked() {
        return settings("b.example", List.of(), false);
    }

    private static TlsToServerSettings settings(String name, List<Path> ca) {
        return settings(name, ca, true);
    }

    private static TlsToServerSettings settings(String name, List<Path> ca, boolean verify) {
        return new TlsToServerSettings(
                Optional.of(name),
                ca,
                List.of(),
                verify,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                "1.2",
                List.of(),
                List.of(),
                List.of());
    }

    private static void refused(Server server, TlsToServerSettings settings) {
        assertThrows(IOException.class, () -> said(server, settings));
    }

    /** What the server, which says lines backwards, answers to hello. */
    private static String said(Server server, TlsToServerSettings settings) throws IOException {
        Filter filter = new TlsToServerProvider().create(settings);
        ((Loadable) filter).load();
        StringBuilder said = new StringBuilder();
        try (SocketWire wire = new SocketWire(new Socket(InetAddress.getLoopbackAddress(), server.port))) {
            TestServer member = new TestServer("one", Address.parse("127.0.0.1:" + server.port));
            filter.handle(new Connection(TestClients.neighbour(1), wire, "pool", member), connection -> {
                connection.wire().write(ByteBuffer.wrap("hello\n".getBytes(StandardCharsets.US_ASCII)));
                ByteBuffer room = ByteBuffer.allocate(100);
                while (room.position() < 6 && connection.wire().read(room) > 0) {
                    // goes on reading
                }
                said.append(new String(room.array(), 0, Math.max(room.position() - 1, 0), StandardCharsets.US_ASCII));
                if (said.isEmpty()) {
                    throw new IOException("nothing said");
                }
            });
        }
        return said.toString();
    }

    private Server server(Authority.Issued issued, String... options) throws IOException {
        Path certificate = authority.chain(folder.resolve("server.crt"), issued);
        Path key = Authority.key(folder.resolve("server.key"), issued.key());
        return new Server(certificate, key, options);
    }

    private static final class Server implements AutoCloseable {
        final int port;
        private final Process process;

        Server(Path certificate, Path key, String... options) throws IOException {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            List<String> command = new ArrayList<>(List.of(
                    "openssl",
                    "s_server",
                    "-accept",
                    "127.0.0.1:" + port,
                    "-rev",
                    "-quiet",
                    "-cert",
                    certificate.toString(),
                    "-cert_chain",
                    certificate.toString(),
                    "-key",
                    key.toString()));
            command.addAll(List.of(options));
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertTrue(Deadline.usual().until(() -> !process.isAlive() || listens()), "openssl does not start");
        }

        private boolean listens() {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
