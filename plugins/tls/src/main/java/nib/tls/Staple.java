package nib.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.LongSupplier;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tls.CertificateStatus;
import org.bouncycastle.tls.CertificateStatusType;
import org.jspecify.annotations.Nullable;

/** An answer of an OCSP server (RFC 6960) that a client may be shown (RFC 6066, section 8), as long as it holds. */
@SuppressWarnings("JavaUtilDate") // as the library has it
final class Staple {
    private final OCSPResponse response;
    private final long until;
    private final LongSupplier millis;

    private Staple(OCSPResponse response, long until, LongSupplier millis) {
        this.response = response;
        this.until = until;
        this.millis = millis;
    }

    /** Reads an answer from a file, and checks it. */
    static Staple read(Path file, List<X509Certificate> chain, LongSupplier millis) throws IOException {
        return of(Pem.bytes(file), file.toString(), chain, millis);
    }

    /**
     * Checks of an answer that it is about the certificate, says good, is signed by the issuer or who may for it, and
     * holds now.
     *
     * @param what what it is called where something is wrong with it
     * @param millis the time, since 1970
     * @throws IOException with what is wrong
     */
    static Staple of(byte[] bytes, String what, List<X509Certificate> chain, LongSupplier millis) throws IOException {
        try {
            if (chain.size() < 2) {
                throw new IOException(what + ": the certificate's issuer must stand in its file to check this");
            }
            OCSPResp all = parsed(bytes, what);
            if (all.getStatus() != OCSPResp.SUCCESSFUL || !(all.getResponseObject() instanceof BasicOCSPResp basic)) {
                throw new IOException(what + " is an answer that says nothing");
            }
            X509CertificateHolder issuer =
                    new X509CertificateHolder(chain.get(1).getEncoded());
            SingleResp one = about(basic, chain.getFirst(), issuer);
            if (one == null || one.getCertStatus() != null /* good */) {
                throw new IOException(what + " does not say that the certificate is good");
            }
            if (!isSigned(basic, issuer)) {
                throw new IOException(what + " is not signed by who may");
            }
            Date next = one.getNextUpdate();
            if (next == null
                    || next.getTime() <= millis.getAsLong()
                    || one.getThisUpdate().getTime() > millis.getAsLong() + 300_000) {
                throw new IOException(what + " does not hold now");
            }
            return new Staple(all.toASN1Structure(), next.getTime(), millis);
        } catch (OCSPException | OperatorException | java.security.GeneralSecurityException | RuntimeException e) {
            throw new IOException(what + " is no answer of an OCSP server", e);
        }
    }

    private static OCSPResp parsed(byte[] bytes, String what) throws IOException {
        try {
            return new OCSPResp(bytes);
        } catch (IOException e) {
            throw new IOException(what + " is no answer of an OCSP server", e);
        }
    }

    private static @Nullable SingleResp about(
            BasicOCSPResp basic, X509Certificate certificate, X509CertificateHolder issuer)
            throws OperatorException, OCSPException {
        for (SingleResp one : basic.getResponses()) {
            CertificateID id = one.getCertID();
            if (id.getSerialNumber().equals(certificate.getSerialNumber())
                    && id.matchesIssuer(issuer, new JcaDigestCalculatorProviderBuilder().build())) {
                return one;
            }
        }
        return null;
    }

    /** By the issuer, or by whom it has named for this (RFC 6960, section 4.2.2.2). */
    private static boolean isSigned(BasicOCSPResp basic, X509CertificateHolder issuer)
            throws OperatorException, OCSPException, java.security.GeneralSecurityException, IOException {
        JcaContentVerifierProviderBuilder verifiers = new JcaContentVerifierProviderBuilder();
        if (basic.isSignatureValid(verifiers.build(issuer))) {
            return true;
        }
        for (X509CertificateHolder delegate : basic.getCerts()) {
            try {
                ExtendedKeyUsage usage = ExtendedKeyUsage.fromExtensions(delegate.getExtensions());
                if (usage != null
                        && usage.hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning)
                        && delegate.isSignatureValid(verifiers.build(issuer))
                        && delegate.isValidOn(new Date())
                        && basic.isSignatureValid(verifiers.build(delegate))) {
                    return true;
                }
            } catch (org.bouncycastle.cert.CertException e) {
                // not this one
            }
        }
        return false;
    }

    /** Until when it holds. */
    Instant until() {
        return Instant.ofEpochMilli(until);
    }

    /** What is sent; null when its time is over. */
    @Nullable CertificateStatus status() {
        return millis.getAsLong() < until ? new CertificateStatus(CertificateStatusType.ocsp, response) : null;
    }
}
