package nib.tls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nib.spi.About;
import nib.spi.Default;
import nib.spi.Range;
import nib.spi.Shorthand;

/** How TLS of clients is ended. */
@About("Ends the TLS of clients, so that the rest of the house sees plain bytes.")
record TlsSettings(
        @About("Certificates with their keys; the names in a certificate are the names it is shown for.") @Default("[]")
        List<Certificate> certificates,

        @About("A folder with a certificate for each name: NAME.crt, NAME.key, and perhaps NAME.ca and NAME.ocsp.")
        Optional<Path> folder,

        @About(
                "What becomes of a client that asks for a name without a certificate: refuse, or first to show the first one.")
        @Default("refuse")
        Unknown unknown,

        @About("What becomes of a client that names nothing: refuse, or first to show the first certificate.")
        @Default("first")
        Unknown unnamed,

        @About("Pools by name (app.example, *.example); other names go to the pool of the listener.") @Default("{}")
        Map<String, String> pools,

        @About("Certificates of clients.") @Default("{}") Clients clients,

        @About("The oldest version: \"1.2\" or \"1.3\".") @Default("\"1.2\"")
        String oldest,

        @About("Cipher suites, most wanted first; without them all that Nib has.") @Default("[]")
        List<String> ciphers,

        @About("Groups for the key exchange that are allowed; which one is up to the client.") @Default("[]")
        List<String> groups,

        @About("Protocols to agree upon (ALPN), most wanted first; a client that offers none of them is refused.")
        @Default("[]")
        List<String> alpn,

        @About("Sessions to remember, so that clients come back quickly; 0 for none.")
        @Default("10000")
        @Range(min = "0", max = "1000000")
        int sessions,

        @About("How long a session is remembered.") @Default("1h") @Range(min = "1s", max = "1d")
        Duration sessionTime) {

    /** What becomes of a client that no certificate is for. */
    enum Unknown {
        /** Refused with an alert. */
        REFUSE,
        /** Shown the first certificate. */
        FIRST
    }

    /** One certificate and its key. */
    @About("A certificate and its key.")
    record Certificate(
            @About("The certificate and those between it and its root, in PEM.") @Shorthand
            Path certificate,

            @About("The key, in PEM; without it the key is in the file of the certificate.")
            Optional<Path> key,

            @About("A file with the password of the key.") Optional<Path> password,

            @About("The answer of the OCSP server to staple, as it came (DER).")
            Optional<Path> ocsp) {}

    /** What is asked of clients. */
    @About("What certificates are asked of clients.")
    record Clients(
            @About("off, request, or require.") @Default("off")
            Wish certificate,

            @About("The certificates of authorities that are believed, in PEM: files, or folders of them.")
            @Default("[]")
            List<Path> ca,

            @About("Lists of revoked certificates: files in PEM or DER, one for each authority on the way.")
            @Default("[]")
            List<Path> crl,

            @About(
                    "Which of those clients: CN=name, SUBJECT=whole name, DNS=host, EMAIL=address, URI=text; none for all.")
            @Default("[]")
            List<String> allow,

            @About("The names that this is for, as app.example or *.example; none for all.") @Default("[]")
            List<String> names) {}

    /** Whether clients show a certificate. */
    enum Wish {
        /** They are not asked. */
        OFF,
        /** They are asked, and may have none; one that does not hold is refused. */
        REQUEST,
        /** They must. */
        REQUIRE
    }
}
