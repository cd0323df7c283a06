package nib.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import nib.api.Fact;
import nib.tls.JdkClient.Call;
import nib.tls.Talk.Outcome;
import nib.tls.TlsSettings.Unknown;
import nib.tls.TlsSettings.Wish;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names, versions, cuts and resumption: the same decision for each, and no way around a certificate. */
class MatrixTest {
    private static final List<String> VERSIONS = List.of("TLSv1.2", "TLSv1.3");
    private static final int[][] CUTS = {{0, 0}, {0, 1}, {1, 0}, {3, 2}, {60, 7}, {500, 100}};

    @TempDir
    Path folder;

    @Test
    void everyCutOfAClientHelloLeadsToTheSameDecision() throws Exception {
        Scene scene = new Scene(folder)
                .certificate("EC", "a.example", "*.wild.example")
                .certificate("EC", "admin.example")
                .pools(Map.of("a.example", "pool-a", "*.wild.example", "pool-w"))
                .clients(Wish.REQUIRE, List.of(), List.of(), "admin.example")
                .unnamed(Unknown.REFUSE);
        JdkClient stranger = new JdkClient(scene.authority.certificate, null);
        JdkClient member = new JdkClient(scene.authority.certificate, scene.authority.client("CN=alice,O=Example"));
        Talk talk = new Talk(scene.settings());
        for (String version : VERSIONS) {
            for (int[] cut : CUTS) {
                for (int again = 0; again < 2; again++) { // the second may resume the first
                    expect(talk.call(stranger, call("a.example", version, cut)), "pool-a", "a.example", null);
                    expect(talk.call(stranger, call("A.Example", version, cut)), "pool-a", "a.example", null);
                    expect(talk.call(stranger, call("x.wild.example", version, cut)), "pool-w", "x.wild.example", null);
                    expect(talk.call(member, call("ADMIN.example", version, cut)), null, "admin.example", "alice");
                    refused(talk.call(stranger, call("admin.example", version, cut)));
                    refused(talk.call(stranger, call("Admin.Example", version, cut)));
                    refused(talk.call(stranger, call("other.example", version, cut)));
                    refused(talk.call(stranger, call("x.y.wild.example", version, cut)));
                    refused(talk.call(stranger, call(null, version, cut)));
                }
            }
        }
        talk.close();
    }

    private static Call call(@Nullable String name, String version, int[] cut) {
        return new Call(name, version, cut[0], cut[1], List.of());
    }

    private static void expect(Outcome outcome, @Nullable String pool, String name, @Nullable String common) {
        assertTrue(outcome.served(), () -> name + " refused: " + outcome.failure());
        assertEquals(pool, outcome.pool());
        assertEquals(name, outcome.known().fact(Fact.SERVER_NAME));
        assertEquals(common, outcome.known().fact(Fact.COMMON_NAME));
        assertNotNull(outcome.known().fact(Fact.CIPHER));
    }

    private static void refused(Outcome outcome) {
        assertNull(outcome.session());
        assertNull(outcome.client(), "the rest of the house was reached");
    }

    @Test
    void aSessionOfTls12IsResumedForItsNameOnly() throws Exception {
        Scene scene = new Scene(folder).certificate("EC", "a.example", "b.example");
        Talk talk = new Talk(scene.settings());
        JdkClient caller = new JdkClient(scene.authority.certificate, null);
        byte[] first = talk.call(caller, Call.to("a.example", "TLSv1.2")).made().getId();
        byte[] second =
                talk.call(caller, Call.to("a.example", "TLSv1.2")).made().getId();
        assertTrue(Arrays.equals(first, second), "resumed");
        byte[] other = talk.call(caller, Call.to("b.example", "TLSv1.2")).made().getId();
        assertFalse(Arrays.equals(first, other));
        talk.close();
    }

    @Test
    void aSessionWithACertificateIsNeverResumed() throws Exception {
        Scene scene = new Scene(folder).certificate("EC", "a.example").clients(Wish.REQUIRE, List.of(), List.of());
        Talk talk = new Talk(scene.settings());
        JdkClient caller = new JdkClient(scene.authority.certificate, scene.authority.client("CN=alice"));
        byte[] first = talk.call(caller, Call.to("a.example", "TLSv1.2")).made().getId();
        byte[] second =
                talk.call(caller, Call.to("a.example", "TLSv1.2")).made().getId();
        assertFalse(Arrays.equals(first, second) && first.length > 0);
        talk.close();
    }

    @Test
    void clientsAreLetInByCertificateAndRule() throws Exception {
        Scene scene = new Scene(folder).certificate("EC", "a.example");
        Authority.Issued gone = scene.authority.client("CN=gone");
        Path crl = scene.authority.revoked(folder.resolve("gone.crl"), gone.certificate());
        scene.clients(Wish.REQUEST, List.of(crl), List.of("CN=alice", "CN=gone", "CN=old"));
        Talk talk = new Talk(scene.settings());
        for (String version : VERSIONS) {
            Call call = Call.to("a.example", version);
            assertEquals("alice", common(talk.call(caller(scene, scene.authority.client("CN=alice")), call)));
            assertNull(common(talk.call(caller(scene, null), call)), "none is fine where it is only asked for");
            refused(talk.call(caller(scene, scene.authority.client("CN=bob")), call));
            refused(talk.call(caller(scene, gone), call));
            refused(talk.call(caller(scene, scene.authority.expired("CN=old")), call));
            refused(talk.call(caller(scene, scene.authority.server("EC", "alice")), call));
            refused(talk.call(caller(scene, Authority.root("CN=Test Authority").client("CN=alice")), call));
        }
        talk.close();
    }

    private static @Nullable String common(Outcome outcome) {
        assertTrue(outcome.served(), outcome.failure());
        return outcome.known().fact(Fact.COMMON_NAME);
    }

    private static JdkClient caller(Scene scene, Authority.@Nullable Issued own) {
        return new JdkClient(scene.authority.certificate, own);
    }

    @Test
    void versionsSuitesGroupsAndProtocolsAreThoseThatAreAllowed() throws Exception {
        Scene scene = new Scene(folder)
                .certificate("RSA", "a.example")
                .certificate("EC", "a.example")
                .certificate("Ed25519", "ed.example")
                .oldest("1.3")
                .alpn("h2", "http/1.1")
                .groups("x25519", "secp384r1")
                .ciphers("TLS_AES_256_GCM_SHA384");
        Talk talk = new Talk(scene.settings());
        JdkClient caller = caller(scene, null);
        refused(talk.call(caller, new Call("a.example", "TLSv1.2", 0, 0, List.of("h2"))));
        refused(talk.call(caller, new Call("a.example", "TLSv1.3", 0, 0, List.of("spdy"))));
        Outcome outcome = talk.call(caller, new Call("a.example", "TLSv1.3", 0, 0, List.of("x", "http/1.1", "h2")));
        assertEquals("TLS_AES_256_GCM_SHA384", outcome.made().getCipherSuite());
        assertEquals("h2", outcome.known().fact(Fact.ALPN));
        assertEquals("TLSv1.3", outcome.known().fact(Fact.TLS_VERSION));
        outcome = talk.call(caller, new Call("ed.example", "TLSv1.3", 0, 0, List.of("h2")));
        assertTrue(outcome.served(), outcome.failure());
        talk.close();
    }
}
