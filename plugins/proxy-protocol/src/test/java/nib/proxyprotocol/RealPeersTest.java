package nib.proxyprotocol;

import static nib.proxyprotocol.Headers.inet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import nib.api.Address;
import nib.api.Client;
import nib.api.Fact;
import nib.proxyprotocol.ProxyOpeningSettings.Accepted;
import nib.proxyprotocol.ProxyPreambleSettings.Datagrams;
import nib.proxyprotocol.ProxyPreambleSettings.Tell;
import nib.proxyprotocol.ProxyPreambleSettings.Version;
import nib.spi.Opening;
import nib.spi.Opening.Answer;
import nib.spi.Opening.Done;
import nib.spi.Opening.More;
import nib.spi.Preamble;
import nib.testkit.Deadline;
import nib.testkit.TestServer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HAProxy and nginx, as those who send headers and as those who read them. */
class RealPeersTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"send-proxy", "send-proxy-v2", "send-proxy-v2 proxy-v2-options crc32c,unique-id"})
    void whatHaproxySendsIsRead(String how) throws Exception {
        try (ServerSocket nib = listening()) {
            int port = freePort();
            String config = """
                    defaults
                        mode tcp
                        timeout connect 10s
                        timeout client 20s
                        timeout server 20s
                    listen in
                        bind 127.0.0.1:%d
                        unique-id-format %%pid
                        server nib 127.0.0.1:%d %s
                    """.formatted(port, nib.getLocalPort(), how);
            try (Daemon haproxy = haproxy(config, port)) {
                assertHeaderTells(nib, port, haproxy);
            }
        }
    }

    /** Debian's nginx of this age sends version 1 only. */
    @Test
    void whatNginxSendsIsRead() throws Exception {
        Assumptions.assumeTrue(
                Files.exists(Path.of("/usr/lib/nginx/modules/ngx_stream_module.so")), "nginx has no stream module");
        try (ServerSocket nib = listening()) {
            int port = freePort();
            String config = """
                    stream {
                        server { listen 127.0.0.1:%d; proxy_pass 127.0.0.1:%d; proxy_protocol on; }
                    }
                    """.formatted(port, nib.getLocalPort());
            try (Daemon nginx = nginx(config, port)) {
                assertHeaderTells(nib, port, nginx);
            }
        }
    }

    /** The peer connected once to see whether it is up, so a header may come from that connection first. */
    private static void assertHeaderTells(ServerSocket nib, int port, Daemon peer) throws Exception {
        assertTrue(peer.process.isAlive());
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            Address expected = inet("127.0.0.1", client.getLocalPort());
            for (int tries = 0; tries < 10; tries++) {
                try (Socket one = nib.accept()) {
                    one.setSoTimeout(20_000);
                    Done done = opened(one);
                    if (done.client().address().equals(expected)) {
                        assertEquals(inet("127.0.0.1", port), done.client().local());
                        return;
                    }
                }
            }
            throw new AssertionError("nobody told of " + expected);
        }
    }

    private static Done opened(Socket one) throws IOException {
        Opening opening = Headers.opening(Accepted.ANY, "127.0.0.1");
        Client sender = new Client(
                "test",
                Address.Inet.of((InetSocketAddress) one.getRemoteSocketAddress()),
                Address.Inet.of((InetSocketAddress) one.getLocalSocketAddress()));
        byte[] room = new byte[opening.most()];
        int there = 0;
        while (true) {
            Answer answer = opening.read(ByteBuffer.wrap(room, 0, there), false, sender);
            if (!(answer instanceof More)) {
                return assertInstanceOf(Done.class, answer);
            }
            int read = one.getInputStream().read(room, there, room.length - there);
            if (read < 0) {
                return assertInstanceOf(
                        Done.class, opening.read(ByteBuffer.wrap(room, 0, there), true, sender), "no header");
            }
            there += read;
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void haproxyReadsWhatWeSend(Version version) throws Exception {
        int port = freePort();
        String config = """
                defaults
                    mode http
                    timeout client 20s
                frontend in
                    bind 127.0.0.1:%d accept-proxy
                    http-request return status 200 content-type text/plain lf-string "%%[src] %%[src_port] %%[dst] %%[dst_port] %s"
                """.formatted(port, version == Version.V2 ? "%[fc_pp_authority]" : "-");
        try (Daemon haproxy = haproxy(config, port)) {
            assertTrue(haproxy.process.isAlive());
            String name = version == Version.V2 ? "a.example" : "-";
            assertEquals("192.0.2.1 4000 198.51.100.7 443 " + name, told(port, version, "192.0.2.1", "198.51.100.7"));
            assertEquals("2001:db8::1 4000 2001:db8::2 443 " + name, told(port, version, "2001:db8::1", "2001:db8::2"));
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void nginxReadsWhatWeSend(Version version) throws Exception {
        int port = freePort();
        String config = """
                http {
                    access_log off;
                    server {
                        listen 127.0.0.1:%d proxy_protocol;
                        location / {
                            default_type text/plain;
                            return 200 "$proxy_protocol_addr $proxy_protocol_port $proxy_protocol_server_addr $proxy_protocol_server_port";
                        }
                    }
                }
                """.formatted(port);
        try (Daemon nginx = nginx(config, port)) {
            assertTrue(nginx.process.isAlive());
            assertEquals("192.0.2.1 4000 198.51.100.7 443", told(port, version, "192.0.2.1", "198.51.100.7"));
            assertEquals("2001:db8::1 4000 2001:db8::2 443", told(port, version, "2001:db8::1", "2001:db8::2"));
        }
    }

    /** What the peer answers to a request behind our header. */
    private static String told(int port, Version version, String source, String destination) throws IOException {
        Client client = new Client("test", inet(source, 4000), inet(destination, 443));
        client.learn(Fact.SERVER_NAME, "a.example");
        client.learn(Fact.TLS_VERSION, "TLSv1.3");
        client.learn(Fact.COMMON_NAME, "alice");
        boolean v2 = version == Version.V2;
        Preamble preamble = new ProxyPreambleProvider()
                .create(new ProxyPreambleSettings(
                        version, v2 ? List.of(Tell.values()) : List.of(), v2, Datagrams.NONE));
        ByteBuffer out = ByteBuffer.allocate(preamble.most());
        preamble.write(client, TestServer.some(1).getFirst(), out);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(Arrays.copyOf(out.array(), out.position()));
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return all.substring(all.indexOf("\r\n\r\n") + 4);
        }
    }

    private Daemon haproxy(String config, int port) throws IOException {
        Path file = Files.writeString(folder.resolve("haproxy.cfg"), config);
        return new Daemon(port, program("haproxy"), "-db", "-f", file.toString());
    }

    private Daemon nginx(String config, int port) throws IOException {
        String stream = Files.exists(Path.of("/usr/lib/nginx/modules/ngx_stream_module.so"))
                ? "load_module /usr/lib/nginx/modules/ngx_stream_module.so;\n"
                : "";
        String start = stream + "daemon off;\nmaster_process off;\npid " + folder.resolve("nginx.pid")
                + ";\nerror_log stderr;\nevents {}\n";
        Path file = Files.writeString(folder.resolve("nginx.conf"), start + config);
        return new Daemon(port, program("nginx"), "-p", folder.toString(), "-c", file.toString());
    }

    private static String program(String name) {
        Path found = Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin")
                .map(one -> Path.of(one, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(found != null, name + " is not installed");
        assertNotNull(found);
        return found.toString();
    }

    private static ServerSocket listening() throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A program that listens. */
    private static final class Daemon implements AutoCloseable {
        final Process process;

        Daemon(int port, String... command) throws IOException {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!Deadline.usual().until(() -> !process.isAlive() || listens(port)) || !process.isAlive()) {
                close();
                throw new AssertionError(command[0] + " does not start");
            }
        }

        private static boolean listens(int port) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public void close() {
            process.destroy();
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
