package nib.tls;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nib.spi.Connection;
import nib.spi.Filter;
import nib.testkit.Fuzz;
import nib.testkit.MemoryWire;
import nib.testkit.TestClients;
import nib.tls.JdkClient.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever clients send instead of a ClientHello, and whatever stands in files. */
class FuzzTest {
    @TempDir
    Path folder;

    @Test
    void aClientHelloInPiecesIsRefusedAndNothingElse() throws Exception {
        Scene scene = new Scene(folder).certificate("EC", "a.example").alpn("http/1.1", "h2");
        Talk talk = new Talk(scene.settings());
        JdkClient caller = new JdkClient(scene.authority.certificate, null);
        List<byte[]> hellos = new ArrayList<>();
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            Call call = new Call("a.example", version, 0, 0, List.of("h2"));
            hellos.add(caller.first(call));
            assertTrue(talk.call(caller, call).served());
            hellos.add(caller.first(call)); // with the session or the ticket
        }
        Fuzz.run(hellos, 5, input -> assertThrows(IOException.class, () -> deliver(talk.filter(), input)));
        assertTrue(talk.call(caller, Call.to("a.example")).served(), "others are served as before");
        talk.close();
    }

    /** What somebody sends who then ends, as the filter takes it: never to the house behind. */
    private static void deliver(Filter filter, byte[] input) throws IOException {
        try (MemoryWire.Pair pair = MemoryWire.pair()) {
            pair.near().write(ByteBuffer.wrap(input));
            pair.near().finish();
            filter.handle(new Connection(TestClients.neighbour(1), pair.far(), null, null), connection -> {
                throw new AssertionError("let in");
            });
        }
    }

    /** Each name another one; the folder with all files is away, so that none of them can be looked for there. */
    @Test
    void namesThatNobodyKnowsOpenNoFileAndLeaveNothing() throws Exception {
        Path certificates = Files.createDirectory(folder.resolve("names"));
        Scene scene = new Scene(folder).folder(certificates);
        Authority.Issued issued = scene.authority.server("EC", "a.example");
        scene.authority.chain(certificates.resolve("a.example.crt"), issued);
        Authority.key(certificates.resolve("a.example.key"), issued.key());
        Talk talk = new Talk(scene.settings());
        Files.move(certificates, folder.resolve("away"));
        JdkClient caller = new JdkClient(scene.authority.certificate, null);
        String name = "0123456789abcdef.example";
        byte[] hello = caller.first(Call.to(name));
        int at = new String(hello, StandardCharsets.ISO_8859_1).indexOf(name);
        long[] number = {0};
        Fuzz.run(List.of(hello), 5, ignored -> {
            byte[] other = hello.clone();
            byte[] text = "%016x".formatted(++number[0]).getBytes(StandardCharsets.US_ASCII);
            if (number[0] % 3 == 0) {
                text = "../../etc/passwd".getBytes(StandardCharsets.US_ASCII);
            }
            System.arraycopy(text, 0, other, at, text.length);
            assertThrows(IOException.class, () -> deliver(talk.filter(), other));
        });
        assertTrue(talk.call(caller, Call.to("a.example")).served(), "known names are served as before");
        talk.close();
    }

    @Test
    void filesOfAnyContentAreReadOrComplainedAbout() throws Exception {
        Scene scene = new Scene(folder);
        Authority.Issued issued = scene.authority.server("EC", "a.example");
        Authority.Issued other = scene.authority.server("RSA", "a.example");
        Path file = Files.createFile(
                folder.resolve("any"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        List<byte[]> samples = List.of(
                Files.readAllBytes(scene.authority.chain(folder.resolve("chain"), issued)),
                Authority.pem(issued.key()).getBytes(StandardCharsets.US_ASCII),
                Authority.pem(other.key()).getBytes(StandardCharsets.US_ASCII),
                Files.readAllBytes(scene.authority.revoked(folder.resolve("crl"), other.certificate())),
                Files.readAllBytes(scene.authority.ocsp(
                        folder.resolve("ocsp"), issued.certificate(), 0, System.currentTimeMillis() + 100_000)));
        List<X509Certificate> chain = List.of(issued.certificate(), scene.authority.certificate);
        List<Reader> readers = List.of(
                () -> Pem.certificates(file),
                () -> Pem.key(file, Optional.empty()),
                () -> Pem.lists(List.of(file)),
                () -> Staple.read(file, chain, System::currentTimeMillis));
        Fuzz.run(samples, 10, input -> {
            Files.write(file, input);
            for (Reader reader : readers) {
                try {
                    reader.read();
                } catch (IOException e) {
                    assertTrue(String.valueOf(e.getMessage()).contains(file.toString()), e::toString);
                }
            }
        });
    }

    private interface Reader {
        void read() throws IOException;
    }
}
