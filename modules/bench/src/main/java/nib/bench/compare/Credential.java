package nib.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A certificate (ECDSA, P-256) and its key in one text, made once by OpenSSL: what every candidate shows to clients. */
final class Credential {
    /** What all speak, so that no one is measured at something else: TLS 1.3, its usual suite, and a usual group. */
    static final String SUITE = "TLS_AES_128_GCM_SHA256";

    static final String FILE = "pair.pem";

    private static @Nullable String made;

    private Credential() {}

    /** A configuration, and the credential beside it for those who end TLS. */
    static Map<String, String> beside(Carries carries, String name, String text) {
        return carries == Carries.TLS ? Map.of(name, text, FILE, pem()) : Map.of(name, text);
    }

    private static synchronized String pem() {
        String pem = made;
        if (pem == null) {
            try {
                pem = make();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            made = pem;
        }
        return pem;
    }

    private static String make() throws IOException {
        Path key = Files.createTempFile("nib-bench", ".key"); // for its owner only
        try {
            Program.Said said = Program.run(List.of(
                    Program.path("openssl"),
                    "req",
                    "-x509",
                    "-newkey",
                    "ec",
                    "-pkeyopt",
                    "ec_paramgen_curve:prime256v1",
                    "-nodes",
                    "-days",
                    "2",
                    "-subj",
                    "/CN=nib.example",
                    "-addext",
                    "subjectAltName=DNS:nib.example",
                    "-keyout",
                    key.toString()));
            int begin = said.text().indexOf("-----BEGIN CERTIFICATE-----");
            if (said.status() != 0 || begin < 0) {
                throw new IOException(
                        "openssl makes no certificate: " + said.text().strip());
            }
            return said.text().substring(begin) + Files.readString(key);
        } finally {
            Files.delete(key);
        }
    }
}
