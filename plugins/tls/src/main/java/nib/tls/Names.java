package nib.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nib.api.Ip;

/** Whether a certificate is for a host (RFC 6125): by its alternative names, never by its common name. */
final class Names {
    private static final int DNS = 2;
    private static final int IP = 7;

    private Names() {}

    static boolean isFor(X509Certificate certificate, String host) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names != null && names.stream().anyMatch(name -> is(name, host));
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private static boolean is(List<?> name, String host) {
        if (!(name.get(1) instanceof String text)) {
            return false;
        }
        if (Ip.isNumeric(host)) {
            return name.get(0).equals(IP)
                    && Ip.isNumeric(text)
                    && Ip.parse(text).equals(Ip.parse(host));
        }
        Optional<String> wanted = HostName.of(host);
        return name.get(0).equals(DNS)
                && wanted.isPresent()
                && HostName.pattern(text)
                        .filter(one -> matches(one, wanted.get()))
                        .isPresent();
    }

    private static boolean matches(String pattern, String host) {
        int dot = host.indexOf('.');
        return pattern.equals(host)
                || (pattern.startsWith("*.")
                        && pattern.indexOf('.', 2) > 0
                        && dot > 0
                        && host.substring(dot).equals(pattern.substring(1)));
    }
}
