package nib.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import nib.api.Fact;
import nib.tls.TlsSettings.Wish;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSL and curl as clients. */
class RealPeersTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void needsOpenssl() {
        Assumptions.assumeTrue(Tool.isThere("openssl"), "openssl is not installed");
    }

    private String call(Door door, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "openssl",
                "s_client",
                "-connect",
                "127.0.0.1:" + door.port(),
                "-CAfile",
                folder.resolve("ca.pem").toString(),
                "-verify_return_error"));
        command.addAll(List.of(options));
        return Tool.talk("hello\n", "hello", command);
    }

    @Test
    void bothVersionsBothCertificatesAndStapling() throws Exception {
        Scene scene = new Scene(folder);
        scene.ca();
        Authority.Issued issued = scene.authority.server("EC", "a.example");
        long now = System.currentTimeMillis();
        Path ocsp = scene.authority.ocsp(folder.resolve("a.ocsp"), issued.certificate(), now - 60_000, now + 3_600_000);
        scene.certificate(issued, Optional.of(ocsp)).certificate("RSA", "a.example", "rsa.example");
        try (Door door = new Door(scene.settings())) {
            for (String version : List.of("-tls1_2", "-tls1_3")) {
                String said =
                        call(door, version, "-servername", "a.example", "-verify_hostname", "a.example", "-status");
                assertTrue(said.contains("Verify return code: 0 (ok)"), said);
                assertTrue(said.contains("OCSP Response Status: successful"), said);
                assertTrue(said.contains("hello"), said);
                said = call(door, version, "-servername", "a.example", "-sigalgs", "RSA-PSS+SHA256");
                assertTrue(said.contains("Peer signature type: RSA-PSS"), said);
            }
            assertTrue(call(door, "-tls1_3", "-servername", "b.example").contains("unrecognized name"));
            assertFalse(call(door, "-tls1_1", "-servername", "a.example").contains("hello"));
            assertTrue(call(door, "-noservername").contains("Verify return code: 0 (ok)"), "the first is shown");
            assertTrue(call(door, "-servername", "127.0.0.1").contains("Verify return code: 0 (ok)"), "no name either");
        }
    }

    @Test
    void clientsOfTls12ComeBackAndRenegotiationIsRefused() throws Exception {
        Scene scene = new Scene(folder).certificate("EC", "a.example");
        scene.ca();
        try (Door door = new Door(scene.settings())) {
            String file = folder.resolve("session").toString();
            String port = "127.0.0.1:" + door.port();
            List<String> command = List.of(
                    "openssl", "s_client", "-connect", port, "-tls1_2", "-no_ticket", "-servername", "a.example");
            assertTrue(
                    Tool.talk("x\n", "\nx\n", with(command, "-sess_out", file)).contains("New, TLSv1.2"));
            assertTrue(
                    Tool.talk("x\n", "\nx\n", with(command, "-sess_in", file)).contains("Reused, TLSv1.2"));
            List<String> other = new ArrayList<>(command);
            other.set(other.size() - 1, "b.example");
            assertFalse(Tool.talk("x\n", "\nx\n", with(other, "-sess_in", file)).contains("Reused"));
            String said = Tool.talk("R\n", "renegotiation", command);
            assertTrue(said.contains("no renegotiation"), said);
        }
    }

    private static List<String> with(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all;
    }

    @Test
    void groupsAreThoseThatAreAllowedInBothVersions() throws Exception {
        Scene scene = new Scene(folder).certificate("EC", "a.example").groups("secp256r1", "x25519mlkem768");
        scene.ca();
        try (Door door = new Door(scene.settings())) {
            for (String version : List.of("-tls1_2", "-tls1_3")) {
                String said = call(door, version, "-servername", "a.example", "-groups", "X25519:P-521:P-256");
                assertTrue(said.contains("Server Temp Key: ECDH, prime256v1, 256 bits"), said);
                assertTrue(said.contains("hello"), said);
                assertFalse(call(door, version, "-servername", "a.example", "-groups", "X25519:P-521")
                        .contains("hello"));
            }
        }
    }

    @Test
    void certificatesOfClientsGoodExpiredForeignAndNone() throws Exception {
        Scene scene = new Scene(folder).certificate("EC", "a.example").clients(Wish.REQUIRE, List.of(), List.of());
        scene.ca();
        Authority foreign = Authority.root("CN=Foreign");
        try (Door door = new Door(scene.settings())) {
            for (String version : List.of("-tls1_2", "-tls1_3")) {
                assertTrue(call(door, own(version, scene.authority.client("CN=alice,O=x")))
                        .contains("hello"));
                assertTrue(call(door, own(version, scene.authority.client("RSA", "CN=alice")))
                        .contains("hello"));
                assertFalse(call(door, own(version, scene.authority.expired("CN=alice")))
                        .contains("hello"));
                assertFalse(call(door, own(version, foreign.client("CN=alice"))).contains("hello"));
                assertFalse(call(door, version, "-servername", "a.example").contains("hello"));
            }
            assertEquals(4, door.clients.size());
            assertEquals("O=x,CN=alice", door.clients.getFirst().fact(Fact.SUBJECT));
            assertEquals("alice", door.clients.getLast().fact(Fact.COMMON_NAME));
        }
    }

    private String[] own(String version, Authority.Issued own) throws IOException {
        Path certificate = Files.writeString(folder.resolve("client.crt"), Authority.pem(own.certificate()));
        Path key = Authority.key(folder.resolve("client.key"), own.key());
        return new String[] {
            version, "-servername", "a.example", "-cert", certificate.toString(), "-key", key.toString()
        };
    }

    @Test
    void curlGetsAnAnswer() throws Exception {
        Assumptions.assumeTrue(Tool.isThere("curl"), "curl is not installed");
        Scene scene = new Scene(folder).certificate("EC", "a.example").alpn("http/1.1");
        String ca = scene.ca().toString();
        try (Door door = new Door(scene.settings(), connection -> {
            connection.wire().read(java.nio.ByteBuffer.allocate(1000));
            connection
                    .wire()
                    .write(java.nio.ByteBuffer.wrap(
                            "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nfine".getBytes(StandardCharsets.US_ASCII)));
            connection.wire().finish();
        })) {
            String said = Tool.run(List.of(
                    "curl",
                    "-sS",
                    "--cacert",
                    ca,
                    "--resolve",
                    "a.example:" + door.port() + ":127.0.0.1",
                    "https://a.example:" + door.port() + "/"));
            assertEquals("fine", said);
            assertEquals("http/1.1", door.clients.getFirst().fact(Fact.ALPN));
        }
    }

    @Test
    void keysInAllFormsAreRead() throws Exception {
        Path plain = folder.resolve("k.pem");
        Path locked = folder.resolve("l.pem");
        Path password =
                Authority.key(folder.resolve("password"), Authority.keys("EC").getPrivate());
        Files.writeString(password, "secret words\nsecond line\n");
        for (String make : List.of(
                "genrsa -traditional -out K 2048",
                "genrsa -out K 2048",
                "ecparam -name prime256v1 -genkey -noout -out K",
                "genpkey -algorithm ed25519 -out K")) {
            Tool.run(List.of(("openssl " + make).replace("K", plain.toString()).split(" ")));
            Files.setPosixFilePermissions(plain, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
            PrivateKey key = Pem.key(plain, Optional.empty());
            Files.deleteIfExists(locked);
            Tool.run(List.of(
                    "openssl",
                    "pkcs8",
                    "-topk8",
                    "-v2",
                    "aes-256-cbc",
                    "-in",
                    plain.toString(),
                    "-out",
                    locked.toString(),
                    "-passout",
                    "pass:secret words"));
            Files.setPosixFilePermissions(locked, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
            assertEquals(secret(key), secret(Pem.key(locked, Optional.of(password))), make);
        }
    }

    /** What makes a key this one; its encoding may say more or less beside. */
    private static Object secret(PrivateKey key) {
        return switch (key) {
            case ECPrivateKey curve -> curve.getS();
            case EdECPrivateKey edwards ->
                HexFormat.of().formatHex(edwards.getBytes().orElseThrow());
            default -> HexFormat.of().formatHex(key.getEncoded());
        };
    }
}
