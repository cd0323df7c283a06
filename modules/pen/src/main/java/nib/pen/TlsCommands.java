package nib.pen;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The commands {@code ssl_*}. What Nib never does, it need not be forbidden. */
final class TlsCommands {
    private static final Set<String> OPTIONS =
            Set.of("no_sslv2", "no_sslv3", "no_tlsv1", "no_tlsv1.1", "no_tlsv1.2", "cipher_server_preference");

    private TlsCommands() {}

    static void take(TlsOptions tls, String name, List<String> rest, Desk desk) throws Failure {
        String value = Commands.word(name, rest);
        switch (name) {
            case "ssl_sni_path" -> tls.folder = file(value, desk);
            case "ssl_ocsp_response" -> tls.staple = file(value, desk);
            case "ssl_ciphers" -> {
                suites(value); // fails if one is not known
                tls.ciphers = value;
            }
            case "ssl_option" -> option(tls, value);
            default -> throw new Failure("there is no command " + Text.visible(name));
        }
    }

    private static String file(String name, Desk desk) throws Failure {
        desk.allow(name);
        return name;
    }

    private static void option(TlsOptions tls, String value) throws Failure {
        if (!OPTIONS.contains(value)) {
            throw new Failure("there is no ssl_option " + Text.visible(value));
        }
        tls.options.add(value);
    }

    /**
     * Suites by the names that OpenSSL has for them, openssl-ciphers(1), as TLS calls them; none stands for all that there
     * are. Groups such as HIGH name none, and what is excluded is not there.
     */
    static List<String> suites(String ciphers) throws Failure {
        List<String> suites = new ArrayList<>();
        for (String one : ciphers.split("[:, ]+", -1)) {
            if (one.matches("ECDHE-(ECDSA|RSA)-(AES128-GCM-SHA256|AES256-GCM-SHA384|CHACHA20-POLY1305)")) {
                suites.add(standard(one));
            } else if (one.matches("TLS_(AES_128_GCM_SHA256|AES_256_GCM_SHA384|CHACHA20_POLY1305_SHA256)")) {
                suites.add(one);
            } else if (Stream.of("", "HIGH", "ALL", "DEFAULT", "ECDHE", "EECDH", "AESGCM")
                            .noneMatch(one::equals)
                    && !one.matches("[!@+-].*")) {
                throw new Failure("ssl_ciphers: " + Text.visible(one) + " is not among the suites that are spoken");
            }
        }
        return suites;
    }

    private static String standard(String name) {
        return "TLS_"
                + name.replaceFirst("-(ECDSA|RSA)-", "_$1_WITH_")
                        .replace("AES128-GCM", "AES_128_GCM")
                        .replace("AES256-GCM", "AES_256_GCM")
                        .replace("CHACHA20-POLY1305", "CHACHA20_POLY1305_SHA256")
                        .replace('-', '_');
    }
}
