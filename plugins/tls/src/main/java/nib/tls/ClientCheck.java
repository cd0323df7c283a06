package nib.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Vector;
import nib.tls.TlsSettings.Wish;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsUtils;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a client that shall show a certificate, and what becomes of it.
 *
 * @param wish not off
 */
@SuppressWarnings("JdkObsolete") // as the engine has them
record ClientCheck(Terms terms, Trust trust, Wish wish) {
    /** The message that asks for a certificate, and says whose are believed. */
    CertificateRequest request(boolean v13) throws IOException {
        Vector<X500Name> authorities = new Vector<>();
        trust.anchors().forEach(anchor -> authorities.add(name(anchor.getTrustedCert())));
        Vector<SignatureAndHashAlgorithm> schemes = Terms.peerSchemes();
        return v13
                ? new CertificateRequest(TlsUtils.EMPTY_BYTES, schemes, null, authorities)
                : new CertificateRequest(
                        new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign},
                        schemes,
                        authorities);
    }

    private static X500Name name(X509Certificate authority) {
        return X500Name.getInstance(authority.getSubjectX500Principal().getEncoded());
    }

    /**
     * The client's certificate if it holds and may come in, null if there is none and need not be. That it is the
     * client's is proved a message later.
     *
     * @throws TlsFatalAlert for all others
     */
    @Nullable X509Certificate holder(@Nullable Certificate shown, boolean v13) throws IOException {
        if (shown == null || shown.isEmpty()) {
            if (wish == Wish.REQUIRE) {
                throw new TlsFatalAlert(
                        v13 ? AlertDescription.certificate_required : AlertDescription.handshake_failure,
                        "the client has no certificate");
            }
            return null;
        }
        List<X509Certificate> chain = Trust.chain(shown);
        try {
            trust.check(chain, Trust.Purpose.CLIENT);
        } catch (GeneralSecurityException e) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, "the client's certificate does not hold", e);
        }
        if (!terms.allows(chain.getFirst())) {
            throw new TlsFatalAlert(AlertDescription.access_denied, "the client's certificate is not on the list");
        }
        return chain.getFirst();
    }
}
