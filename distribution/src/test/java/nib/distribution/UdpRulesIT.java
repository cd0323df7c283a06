package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may come in, where to, and what is told of it: for datagrams as for streams. */
@ParameterizedClass
@ValueSource(strings = {"mmsg", "udp"})
class UdpRulesIT {
    @Parameter
    private String engine;

    @TempDir
    Path folder;

    private final Belongings open = new Belongings();

    @AfterEach
    void end() throws Exception {
        open.close();
    }

    private <T extends AutoCloseable> T keep(T one) {
        return open.keep(one);
    }

    private static InetSocketAddress at(Nib nib) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), nib.port("dns"));
    }

    private Nib runWhole(String listener, String pool) throws IOException {
        return keep(Nib.run(folder, """
                listeners:
                  dns: { bind: "udp://127.0.0.1:0", engine: %s, pool: app, %s }
                pools:
                  app: { policy: round-robin, %s }
                observers: [ access-log: { file: access.log, format: json } ]
                """.formatted(engine, listener, pool)));
    }

    private static boolean isAnswered(DatagramSocket client, Nib nib) throws IOException {
        client.setSoTimeout(300);
        try {
            return Answerer.ask(client, at(nib), Answerer.number(2)).length == 4;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Test
    void aClientHasOnlySoManySessions() throws Exception {
        Answerer server = keep(Answerer.at("127.0.0.1"));
        Nib nib = runWhole("per-client: { max: 2 }", "servers: [\"" + server.address() + "\"]");
        assertTrue(isAnswered(keep(Answerer.client("127.0.0.1")), nib));
        DatagramSocket second = keep(Answerer.client("127.0.0.1"));
        assertTrue(isAnswered(second, nib));
        assertFalse(isAnswered(keep(Answerer.client("127.0.0.1")), nib), "one more than it may have");
        assertTrue(isAnswered(keep(Answerer.client("127.0.0.2")), nib), "another client");
        assertTrue(isAnswered(second, nib), "it goes on");
    }

    @Test
    void whoIsDeniedIsNotAnsweredAndWhoIsDivertedGoesElsewhere() throws Exception {
        Answerer server = keep(Answerer.at("127.0.0.1"));
        Answerer abuse = keep(Answerer.at("127.0.0.1"));
        Nib nib = keep(Nib.run(folder, """
                listeners:
                  dns:
                    bind: "udp://127.0.0.1:0"
                    engine: %s
                    pool: app
                    guards:
                      - acl:
                          rules: [ { deny: [127.0.0.3] }, { pool: abuse, from: [127.0.0.4] } ]
                          otherwise: allow
                pools:
                  app: { policy: round-robin, servers: ["%s"] }
                  abuse: { policy: first, servers: ["%s"] }
                """.formatted(engine, server.address(), abuse.address())));
        assertFalse(isAnswered(keep(Answerer.client("127.0.0.3")), nib));
        assertTrue(isAnswered(keep(Answerer.client("127.0.0.4")), nib));
        assertEquals(1, abuse.received.get());
        assertTrue(isAnswered(keep(Answerer.client("127.0.0.5")), nib));
        assertEquals(1, server.received.get());
    }

    @Test
    void theEmergencyServerIsAskedWhenNobodyElseIsThere() throws Exception {
        Answerer gone = keep(Answerer.at("127.0.0.1"));
        Answerer last = keep(Answerer.at("127.0.0.1"));
        gone.close();
        Nib nib = runWhole("max: 100", "servers: [\"" + gone.address() + "\"], emergency: \"" + last.address() + "\"");
        DatagramSocket client = keep(Answerer.client("127.0.0.1"));
        assertArrayEquals(Answerer.number(1), Answerer.ask(client, at(nib), Answerer.number(1)));
        assertEquals(1, last.received.get());
    }

    @Test
    void whatASessionMovedIsLoggedAndServersSeeOurAddress() throws Exception {
        Answerer server = keep(Answerer.at("127.0.0.1"));
        Nib nib = runWhole(
                "datagrams: { requests: 1, responses: 1 }",
                "source: 127.0.0.9, servers: [\"" + server.address() + "\"]");
        DatagramSocket client = keep(Answerer.client("127.0.0.1"));
        assertEquals(100, Answerer.ask(client, at(nib), new byte[100]).length);
        InetSocketAddress seen = (InetSocketAddress) server.clients.getFirst();
        assertEquals("127.0.0.9", seen.getAddress().getHostAddress());
        assertEquals(0, nib.stop());
        String line = Files.readString(folder.resolve("access.log"));
        assertTrue(line.contains("\"sent\":100") && line.contains("\"received\":100"), line);
        assertTrue(line.contains("127.0.0.1:" + client.getLocalPort()), line);
    }
}
