package nib.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nib.api.Fact;
import nib.spi.Loadable;
import nib.tls.TlsSettings.Wish;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients of TLS 1.3 that come back with a ticket; OpenSSL says whether it was taken. */
class ResumptionTest {
    @TempDir
    Path folder;

    private Path session;

    @BeforeEach
    void needsOpenssl() {
        Assumptions.assumeTrue(Tool.isThere("openssl"), "openssl is not installed");
        session = folder.resolve("session");
    }

    private static String call(Door door, String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("openssl", "s_client", "-connect", "127.0.0.1:" + door.port(), "-servername", "a.example"));
        command.addAll(List.of(options));
        return Tool.talk("x\n", "\nx\n", command);
    }

    private String first(Door door, String... options) throws Exception {
        String said = call(door, with(options, "-sess_out", session.toString()));
        assertTrue(said.contains("New, TLSv1.3"), said);
        assertTrue(said.contains("\nx\n"), said);
        return said;
    }

    private boolean returns(Door door, String... options) throws Exception {
        String said = call(door, with(options, "-sess_in", session.toString()));
        assertTrue(said.contains("\nx\n"), said);
        return said.contains("Reused, TLSv1.3");
    }

    private static String[] with(String[] options, String... more) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void aTicketIsGoodForItsNameUntilItsTimeIsOver() throws Exception {
        Scene scene =
                new Scene(folder).certificate("EC", "a.example", "b.example").alpn("http/1.1", "h2");
        try (Door door = new Door(scene.settings())) {
            assertTrue(first(door, "-alpn", "h2").contains("lifetime hint: 3600"));
            assertTrue(returns(door, "-alpn", "http/1.1"));
            assertEquals("http/1.1", door.clients.getLast().fact(Fact.ALPN), "agreed upon anew");
            assertEquals("a.example", door.clients.getLast().fact(Fact.SERVER_NAME));
            assertTrue(returns(door), "once more");
            assertFalse(returns(door, "-servername", "b.example"));
            assertFalse(returns(door, "-servername", "b.example", "-tls1_2"));
            assertTrue(returns(door, "-servername", "A.Example"));
            door.host.clock().advance(Duration.ofMinutes(61));
            assertFalse(returns(door));
        }
    }

    @Test
    void whicheverHashAndWithASecondHello() throws Exception {
        Scene scene = new Scene(folder).certificate("RSA", "a.example").groups("x25519");
        try (Door door = new Door(scene.settings())) {
            for (String suite :
                    List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256")) {
                for (String groups : List.of("X25519", "P-384:X25519")) {
                    first(door, "-ciphersuites", suite, "-groups", groups);
                    assertTrue(returns(door, "-ciphersuites", suite, "-groups", groups), suite + " " + groups);
                    assertTrue(returns(door, "-groups", groups), "and with all suites");
                }
            }
            assertFalse(returns(door, "-ciphersuites", "TLS_AES_256_GCM_SHA384"), "the session's is not offered");
        }
    }

    @Test
    void aSessionThatWasRefreshedHasATicketOfItsOwn() throws Exception {
        Scene scene = new Scene(folder).certificate("EC", "a.example");
        try (Door door = new Door(scene.settings())) {
            first(door);
            byte[] one = Files.readAllBytes(session);
            assertTrue(returns(door, "-sess_out", session.toString()));
            assertFalse(java.util.Arrays.equals(one, Files.readAllBytes(session)), "a second ticket");
            assertTrue(returns(door));
        }
    }

    @Test
    void noTicketsWhereClientsShowCertificatesOrNothingIsRemembered() throws Exception {
        Scene guarded = new Scene(folder).certificate("EC", "a.example").clients(Wish.REQUEST, List.of(), List.of());
        try (Door door = new Door(guarded.settings())) {
            first(door);
            assertFalse(Files.exists(session));
        }
        Scene off = new Scene(folder).certificate("EC", "a.example").sessions(0);
        try (Door door = new Door(off.settings())) {
            first(door);
            assertFalse(Files.exists(session));
        }
    }

    /** A ticket of a name that asks for nothing opens no name that asks for a certificate, in either version. */
    @Test
    void aTicketLeadsNotAroundACertificate() throws Exception {
        Scene scene = new Scene(folder)
                .certificate("EC", "a.example", "admin.example")
                .clients(Wish.REQUIRE, List.of(), List.of(), "admin.example");
        try (Door door = new Door(scene.settings())) {
            for (String version : List.of("-tls1_3", "-tls1_2")) {
                call(door, version, "-sess_out", session.toString());
                String said = call(door, version, "-sess_in", session.toString());
                assertTrue(said.contains("Reused") && said.contains("\nx\n"), said);
                said = call(door, version, "-sess_in", session.toString(), "-servername", "admin.example");
                assertFalse(said.contains("Reused") || said.contains("\nx\n"), said);
                assertTrue(said.contains("alert"), said);
            }
            assertEquals(4, door.clients.size());
        }
    }

    @Test
    void theOldestIsForgottenAndNothingOutlivesItsFiles() throws Exception {
        Scene scene = new Scene(folder).certificate("EC", "a.example").sessions(2);
        try (Door door = new Door(scene.settings())) {
            first(door);
            call(door);
            assertTrue(returns(door), "one of two");
            call(door);
            call(door);
            call(door);
            assertFalse(returns(door), "forgotten");
            first(door);
            ((Loadable) door.filter).load();
            assertTrue(returns(door), "nothing else is shown");
            scene.authority.chain(folder.resolve("0.crt"), renewed(scene));
            ((Loadable) door.filter).load();
            assertFalse(returns(door), "another certificate");
        }
    }

    private Authority.Issued renewed(Scene scene) throws Exception {
        Authority.Issued next = scene.authority.server("EC", "a.example");
        Files.delete(folder.resolve("0.key"));
        Authority.key(folder.resolve("0.key"), next.key());
        return next;
    }
}
