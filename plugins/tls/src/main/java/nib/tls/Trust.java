package nib.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.crypto.TlsCertificate;

/**
 * Who is believed: authorities, and what they have taken back (RFC 5280). With lists of revoked certificates, every
 * authority on the way needs one that holds; a certificate about which nothing is known does not hold.
 */
record Trust(Set<TrustAnchor> anchors, List<X509CRL> revoked) {
    /** What a certificate is for (RFC 5280, section 4.2.1.12). */
    enum Purpose {
        CLIENT("1.3.6.1.5.5.7.3.2"),
        SERVER("1.3.6.1.5.5.7.3.1");

        private static final String ANY = "2.5.29.37.0";
        private final String oid;

        Purpose(String oid) {
            this.oid = oid;
        }
    }

    static Trust of(List<Path> ca, List<Path> crl) throws IOException {
        return of(Pem.authorities(ca), Pem.lists(crl));
    }

    /** The authorities that the runtime brings along. */
    static Trust system(List<Path> crl) throws IOException {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            List<X509Certificate> all = new ArrayList<>();
            for (TrustManager one : factory.getTrustManagers()) {
                if (one instanceof X509TrustManager x509) {
                    all.addAll(List.of(x509.getAcceptedIssuers()));
                }
            }
            return of(all, Pem.lists(crl));
        } catch (GeneralSecurityException e) {
            throw new IOException("the authorities of the system cannot be read", e);
        }
    }

    private static Trust of(Collection<X509Certificate> authorities, List<X509CRL> revoked) {
        Set<TrustAnchor> anchors =
                authorities.stream().map(one -> new TrustAnchor(one, null)).collect(Collectors.toSet());
        return new Trust(anchors, revoked);
    }

    /** The certificates as the JDK has them, the other side's own first. */
    static List<X509Certificate> chain(Certificate shown) throws IOException {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> chain = new ArrayList<>();
            for (TlsCertificate one : shown.getCertificateList()) {
                chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(one.getEncoded())));
            }
            return chain;
        } catch (GeneralSecurityException e) {
            throw new IOException("a certificate that cannot be read", e);
        }
    }

    /**
     * Checks a chain.
     *
     * @throws GeneralSecurityException if there is no way to somebody believed, or it does not hold now, was revoked, or
     *     is for something else
     */
    void check(List<X509Certificate> chain, Purpose purpose) throws GeneralSecurityException {
        X509Certificate own = chain.getFirst();
        List<String> uses = own.getExtendedKeyUsage();
        if (uses != null && !uses.contains(purpose.oid) && !uses.contains(Purpose.ANY)) {
            throw new GeneralSecurityException("the certificate is for something else");
        }
        boolean[] usage = own.getKeyUsage();
        if (usage != null && !usage[0]) {
            throw new GeneralSecurityException("the certificate's key may not sign");
        }
        own.checkValidity();
        if (isAnchor(own)) {
            return;
        }
        X509CertSelector wanted = new X509CertSelector();
        wanted.setCertificate(own);
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, wanted);
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(new HashSet<>(chain))));
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(revoked)));
        parameters.setRevocationEnabled(!revoked.isEmpty());
        parameters.setMaxPathLength(8);
        CertPathBuilder.getInstance("PKIX").build(parameters);
    }

    private boolean isAnchor(X509Certificate one) {
        return revoked.isEmpty() && anchors.stream().anyMatch(anchor -> one.equals(anchor.getTrustedCert()));
    }
}
