package nib.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import nib.spi.Complaint;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** What a client's certificate must say to be let in. */
sealed interface Rule {
    /** Whether the certificate says so. */
    boolean allows(X509Certificate certificate);

    /** The last common name of the subject. */
    record CommonName(String name) implements Rule {
        @Override
        public boolean allows(X509Certificate certificate) {
            return commonName(certificate).filter(name::equals).isPresent();
        }
    }

    /** The whole subject, in whichever way it is written. */
    record Subject(X500Principal name) implements Rule {
        @Override
        public boolean allows(X509Certificate certificate) {
            return name.equals(certificate.getSubjectX500Principal());
        }
    }

    /**
     * An alternative name (RFC 5280, section 4.2.1.6).
     *
     * @param type its tag there
     */
    record Alternative(int type, String name) implements Rule {
        static final int EMAIL = 1;
        static final int DNS = 2;
        static final int URI = 6;

        @Override
        public boolean allows(X509Certificate certificate) {
            try {
                Collection<List<?>> names = certificate.getSubjectAlternativeNames();
                return names != null && names.stream().anyMatch(this::is);
            } catch (CertificateParsingException e) {
                return false;
            }
        }

        private boolean is(List<?> other) {
            return other.get(0).equals(type)
                    && other.get(1) instanceof String text
                    && (type == DNS ? text.toLowerCase(Locale.ROOT) : text).equals(name);
        }
    }

    /** Reads one. */
    static Rule parse(String text) {
        int equals = text.indexOf('=');
        String value = text.substring(equals + 1);
        if (equals > 0 && !value.isBlank()) {
            switch (text.substring(0, equals)) {
                case "CN" -> {
                    return new CommonName(value);
                }
                case "DNS" -> {
                    return new Alternative(Alternative.DNS, value.toLowerCase(Locale.ROOT));
                }
                case "EMAIL" -> {
                    return new Alternative(Alternative.EMAIL, value);
                }
                case "URI" -> {
                    return new Alternative(Alternative.URI, value);
                }
                case "SUBJECT" -> {
                    return subject(value);
                }
                default -> {}
            }
        }
        throw new Complaint("clients", "expected CN=, SUBJECT=, DNS=, EMAIL= or URI= and a name, found " + text);
    }

    private static Rule subject(String name) {
        try {
            return new Subject(new X500Principal(name));
        } catch (IllegalArgumentException e) {
            throw new Complaint("clients", "expected a subject such as CN=alice,O=Example, found " + name);
        }
    }

    /** The last common name of the subject, if it has one. */
    static Optional<String> commonName(X509Certificate certificate) {
        RDN[] names = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded())
                .getRDNs(BCStyle.CN);
        return names.length == 0
                ? Optional.empty()
                : Optional.of(IETFUtils.valueToString(
                        names[names.length - 1].getFirst().getValue()));
    }
}
