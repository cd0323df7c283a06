package nib.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nib.spi.About;
import nib.spi.Default;

/** How TLS to servers is begun. */
@About("Speaks TLS to servers.")
record TlsToServerSettings(
        @About(
                "The name that the server's certificate must have, and that is asked for; without it the server's host name or address.")
        Optional<String> name,

        @About(
                "The certificates of authorities that are believed, in PEM: files, or folders of them; without them those of the system.")
        @Default("[]")
        List<Path> ca,

        @About("Lists of revoked certificates: files in PEM or DER, one for each authority on the way.") @Default("[]")
        List<Path> crl,

        @About("Whether the certificate is checked; without, anybody between can read and change everything.")
        @Default("true")
        boolean verify,

        @About("Our own certificate and those between it and its root, in PEM.")
        Optional<Path> certificate,

        @About("The key of our certificate, in PEM; without it the key is in the file of the certificate.")
        Optional<Path> key,

        @About("A file with the password of the key.") Optional<Path> password,

        @About("Whether the name is asked for (SNI).") @Default("true")
        boolean sni,

        @About("The oldest version: \"1.2\" or \"1.3\".") @Default("\"1.2\"")
        String oldest,

        @About("Cipher suites, most wanted first; without them all that Nib has.") @Default("[]")
        List<String> ciphers,

        @About("Groups for the key exchange, most wanted first.") @Default("[]")
        List<String> groups,

        @About("Protocols to offer (ALPN), most wanted first.") @Default("[]")
        List<String> alpn) {}
