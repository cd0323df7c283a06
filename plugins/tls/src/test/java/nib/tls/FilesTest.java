package nib.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import nib.api.Event;
import nib.spi.Clock;
import nib.spi.Complaint;
import nib.spi.Filter;
import nib.spi.Loadable;
import nib.testkit.ManualHost;
import nib.tls.JdkClient.Call;
import nib.tls.TlsSettings.Wish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
    @TempDir
    Path folder;

    @Test
    void aCertificateThatIsReplacedIsShownWithoutARestart() throws Exception {
        Scene scene = new Scene(folder).certificate("EC", "a.example");
        Talk talk = new Talk(scene.settings());
        JdkClient caller = new JdkClient(scene.authority.certificate, null);
        X509Certificate before = shown(talk, caller);
        Authority.Issued next = scene.authority.server("EC", "a.example");
        Authority.key(folder.resolve("0.key"), next.key());
        scene.authority.chain(folder.resolve("0.crt"), next);
        assertEquals(before, shown(talk, caller), "before anybody has looked");
        talk.load();
        assertEquals(next.certificate(), shown(talk, caller));
        talk.host.events().await(Event.Note.class, note -> note.text().equals("shows other certificates now"));
        Files.writeString(folder.resolve("0.crt"), "rubbish");
        assertThrows(IOException.class, talk::load);
        assertEquals(next.certificate(), shown(talk, caller), "what was read before stays");
        talk.close();
    }

    @Test
    void aStapleThatDoesNotHoldIsToldOfOnceAndLeftOut() throws Exception {
        Scene scene = new Scene(folder);
        Authority.Issued issued = scene.authority.server("EC", "a.example");
        Path ocsp = Files.writeString(folder.resolve("a.ocsp"), "rubbish");
        Talk talk = new Talk(scene.certificate(issued, Optional.of(ocsp)).settings());
        talk.load();
        assertEquals(
                List.of(new Event.Note("tls", true, ocsp + " is no answer of an OCSP server; it is not stapled")),
                talk.host.events().all());
        talk.close();
    }

    private static X509Certificate shown(Talk talk, JdkClient caller) throws IOException {
        return (X509Certificate) talk.call(caller, Call.to("a.example")).made().getPeerCertificates()[0];
    }

    @Test
    void aFolderHasACertificateForEachName() throws Exception {
        Scene scene = new Scene(folder);
        Path inside = Files.createDirectory(folder.resolve("names"));
        for (String stem : List.of("a.example", "_.wild.example")) {
            Authority.Issued issued = scene.authority.server("EC", stem.replace("_.", "*."));
            Files.writeString(inside.resolve(stem + ".crt"), Authority.pem(issued.certificate()));
            Files.writeString(inside.resolve(stem + ".ca"), Authority.pem(scene.authority.certificate));
            Authority.key(inside.resolve(stem + ".key"), issued.key());
        }
        Talk talk = new Talk(scene.folder(inside).settings());
        JdkClient caller = new JdkClient(scene.authority.certificate, null);
        assertEquals(2, talk.call(caller, Call.to("A.example")).made().getPeerCertificates().length);
        assertTrue(talk.call(caller, Call.to("x.wild.example")).served());
        assertFalse(talk.call(caller, Call.to("wild.example")).served());
        assertFalse(
                talk.call(caller, new Call(null, "TLSv1.3", 0, 0, List.of())).served(), "there is no first one");
        talk.close();
    }

    @Test
    void keysThatOthersMayReadAreRefused() throws Exception {
        Scene scene = new Scene(folder).certificate("EC", "a.example");
        for (String rights : List.of("rw----r--", "rw-----w-")) {
            Files.setPosixFilePermissions(folder.resolve("0.key"), PosixFilePermissions.fromString(rights));
            assertTrue(refusal(scene).contains("chmod"));
        }
        Files.setPosixFilePermissions(folder.resolve("0.key"), PosixFilePermissions.fromString("rw-r-----"));
        new Talk(scene.settings()).close();
    }

    @Test
    void filesThatDoNotFitAreRefused() throws Exception {
        Scene scene = new Scene(folder).certificate("EC", "a.example");
        Authority.key(folder.resolve("0.key"), Authority.keys("EC").getPrivate());
        assertTrue(refusal(scene).contains("does not belong"));
        Authority.key(folder.resolve("0.key"), Authority.keys("RSA").getPrivate());
        assertTrue(refusal(scene).contains("does not belong"));
        Files.writeString(folder.resolve("0.key"), "");
        assertTrue(refusal(scene).contains("no private key"));
        Files.delete(folder.resolve("0.key"));
        assertTrue(refusal(scene).contains("does not exist"));
    }

    private static String refusal(Scene scene) {
        Filter filter = new TlsProvider().create(scene.settings());
        return String.valueOf(assertThrows(IOException.class, () -> ((Loadable) filter).load())
                .getMessage());
    }

    @Test
    void onlyAStapleThatHoldsIsTaken() throws Exception {
        Authority authority = Authority.root("CN=Test Authority");
        X509Certificate own = authority.server("EC", "a.example").certificate();
        X509Certificate other = authority.server("EC", "b.example").certificate();
        List<X509Certificate> chain = List.of(own, authority.certificate);
        Clock clock = nowClock();
        long now = clock.millis();
        Path file = folder.resolve("a.ocsp");
        Staple staple = Staple.read(authority.ocsp(file, own, now - 1000, now + 60_000), chain, clock::millis);
        assertTrue(staple.status() != null);
        assertThrows(
                IOException.class,
                () -> Staple.read(authority.ocsp(file, own, now - 5000, now - 1000), chain, clock::millis));
        assertThrows(
                IOException.class,
                () -> Staple.read(authority.ocsp(file, other, now - 1000, now + 60_000), chain, clock::millis));
        assertThrows(
                IOException.class,
                () -> Staple.read(
                        Authority.root("CN=Test Authority").ocsp(file, own, now - 1000, now + 60_000),
                        chain,
                        clock::millis));
        Files.writeString(file, "rubbish");
        assertThrows(IOException.class, () -> Staple.read(file, chain, clock::millis));
        assertThrows(IOException.class, () -> Staple.read(file, List.of(own), clock::millis));
    }

    private static Clock nowClock() {
        ManualHost host = new ManualHost();
        host.clock()
                .step(Duration.ofMillis(
                        System.currentTimeMillis() - host.clock().millis()));
        return host.clock();
    }

    @Property(tries = 2000)
    void whateverIsInAFileIsReadOrRefused(@ForAll byte[] bytes) throws IOException {
        Path file = Files.createTempFile("nib", ".pem");
        try {
            byte[] text = ("-----BEGIN PRIVATE KEY-----\n"
                            + java.util.Base64.getMimeEncoder().encodeToString(bytes)
                            + "\n-----END PRIVATE KEY-----\n")
                    .getBytes(StandardCharsets.US_ASCII);
            Files.write(file, bytes.length % 2 == 0 ? text : bytes);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            assertThrows(IOException.class, () -> Pem.key(file, Optional.empty()));
            assertThrows(IOException.class, () -> Pem.certificates(file));
            assertArrayEquals(Pem.bytes(file), Files.readAllBytes(file));
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void slipsAreComplainedAbout() throws Exception {
        Path other = folder.resolve("x");
        complains("certificates", new Scene(folder));
        complains("oldest", new Scene(folder).folder(other).oldest("1.1"));
        complains("ciphers", new Scene(folder).folder(other).ciphers("TLS_RSA_WITH_AES_128_CBC_SHA"));
        complains("groups", new Scene(folder).folder(other).groups("secp160r1"));
        complains("alpn", new Scene(folder).folder(other).alpn("a b"));
        complains("pools", new Scene(folder).folder(other).pools(java.util.Map.of("a..b", "p")));
        complains("clients", new Scene(folder).folder(other).clients(Wish.OFF, List.of(), List.of("CN=a")));
        complains("clients", new Scene(folder).folder(other).clients(Wish.REQUIRE, List.of(), List.of("a")));
        complains("clients", new Scene(folder).folder(other).clients(Wish.REQUIRE, List.of(), List.of(), "a b"));
    }

    private static void complains(String setting, Scene scene) {
        Complaint complaint = assertThrows(Complaint.class, () -> new TlsProvider().create(scene.settings()), setting);
        assertEquals(setting, complaint.setting());
    }
}
