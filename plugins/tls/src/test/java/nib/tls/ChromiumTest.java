package nib.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import nib.api.Client;
import nib.api.Fact;
import nib.spi.Connection;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser, at a listener that has nothing but the hybrid group, and two names with a certificate each. */
class ChromiumTest {
    @TempDir
    Path folder;

    @Test
    void aBrowserGetsEachNameWithItsCertificateByAHybridKeyExchange() throws Exception {
        Assumptions.assumeTrue(Tool.isThere("chromium"), "chromium is not installed");
        Scene scene = new Scene(folder).alpn("http/1.1").groups("x25519mlkem768");
        Authority.Issued one = scene.authority.server("EC", "a.example");
        Authority.Issued other = scene.authority.server("RSA", "b.example");
        scene.certificate(one, Optional.empty()).certificate(other, Optional.empty());
        try (Door door = new Door(scene.settings(), ChromiumTest::answer)) {
            assertTrue(dom(door, "a.example", one).contains("this is a.example"));
            assertTrue(dom(door, "b.example", other).contains("this is b.example"));
            assertFalse(dom(door, "b.example", one).contains("this is"), "it would have seen the wrong one");
            Client client = door.clients.getFirst();
            assertEquals("TLSv1.3", client.fact(Fact.TLS_VERSION));
        }
    }

    /** What the browser shows, that believes this certificate only. */
    private String dom(Door door, String name, Authority.Issued believed) throws Exception {
        return Tool.patiently(List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--user-data-dir=" + folder.resolve("profile"),
                "--host-resolver-rules=MAP * 127.0.0.1:" + door.port(),
                "--ignore-certificate-errors-spki-list=" + pin(believed),
                "--timeout=20000",
                "--dump-dom",
                "https://" + name + "/"));
    }

    private static String pin(Authority.Issued issued) throws GeneralSecurityException {
        byte[] key = issued.certificate().getPublicKey().getEncoded();
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
    }

    private static void answer(Connection connection) throws IOException {
        ByteBuffer request = ByteBuffer.allocate(8000);
        if (connection.wire().read(request) < 0) {
            return; // a connection that the browser keeps for later
        }
        String page = "<p>this is " + connection.client().fact(Fact.SERVER_NAME) + "</p>";
        String answer = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: "
                + page.length() + "\r\n\r\n" + page;
        connection.wire().write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
        connection.wire().finish();
    }
}
