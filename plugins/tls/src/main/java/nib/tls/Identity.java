package nib.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.CertificateStatus;
import org.bouncycastle.tls.DefaultTlsCredentialedSigner;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsEd25519Signer;
import org.jspecify.annotations.Nullable;

/**
 * A certificate with its way to the root, and its key.
 *
 * @param schemes the ways in which the key signs, most wanted first (RFC 8446, section 4.2.3)
 * @param staple an answer of the OCSP server, or null
 */
@SuppressWarnings({"ArrayRecordComponent", "JdkObsolete"}) // as the engine has them
record Identity(
        List<X509Certificate> chain,
        TlsCertificate[] encoded,
        PrivateKey key,
        int[] schemes,
        @Nullable Staple staple) {
    private static final int[] RSA = {
        SignatureScheme.rsa_pss_rsae_sha256,
        SignatureScheme.rsa_pss_rsae_sha384,
        SignatureScheme.rsa_pss_rsae_sha512,
        SignatureScheme.rsa_pkcs1_sha256,
        SignatureScheme.rsa_pkcs1_sha384
    };
    private static final int[] ED25519 = {SignatureScheme.ed25519};

    /** Puts both together, and checks that they belong together. */
    static Identity of(List<X509Certificate> chain, PrivateKey key, @Nullable Staple staple, String where)
            throws IOException {
        TlsCertificate[] encoded = new TlsCertificate[chain.size()];
        try {
            for (int i = 0; i < encoded.length; i++) {
                encoded[i] = Engine.crypto().createCertificate(chain.get(i).getEncoded());
            }
            PublicKey known = chain.getFirst().getPublicKey();
            int[] schemes = schemes(known, where);
            if (!fits(key, known)) {
                throw new IOException(where + ": the key does not belong to the certificate");
            }
            return new Identity(List.copyOf(chain), encoded, key, schemes, staple);
        } catch (GeneralSecurityException e) {
            throw new IOException(where + ": the key cannot be used", e);
        }
    }

    private static int[] schemes(PublicKey key, String where) throws IOException {
        return switch (key.getAlgorithm()) {
            case "RSA" -> RSA;
            case "Ed25519", "EdDSA" -> ED25519;
            case "EC" ->
                switch (((ECPublicKey) key).getParams().getOrder().bitLength()) {
                    case 256 -> new int[] {SignatureScheme.ecdsa_secp256r1_sha256};
                    case 384 -> new int[] {SignatureScheme.ecdsa_secp384r1_sha384};
                    case 521 -> new int[] {SignatureScheme.ecdsa_secp521r1_sha512};
                    default -> throw new IOException(where + ": a curve that TLS does not know");
                };
            default -> throw new IOException(where + ": expected a key of RSA, EC or Ed25519");
        };
    }

    private static boolean fits(PrivateKey key, PublicKey known) throws GeneralSecurityException {
        String algorithm = switch (known.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "Ed25519";
        };
        try {
            byte[] words = {1, 2, 3};
            Signature sign = Signature.getInstance(algorithm);
            sign.initSign(key);
            sign.update(words);
            byte[] signature = sign.sign();
            sign.initVerify(known);
            sign.update(words);
            return sign.verify(signature);
        } catch (java.security.InvalidKeyException e) {
            return false; // of another kind
        }
    }

    /** Whether clients of TLS 1.2 that chose such a suite know what to do with the key. */
    boolean isFor(short signatureAlgorithm) {
        return switch (schemes[0]) {
            case SignatureScheme.rsa_pss_rsae_sha256 -> signatureAlgorithm == SignatureAlgorithm.rsa;
            default -> signatureAlgorithm == SignatureAlgorithm.ecdsa;
        };
    }

    /** The first way to sign that the other side understands; null if there is none. */
    @Nullable SignatureAndHashAlgorithm scheme(@Nullable Vector<?> understood, boolean v13) {
        if (understood == null) {
            return null;
        }
        for (int scheme : schemes) {
            boolean pkcs1 = scheme == SignatureScheme.rsa_pkcs1_sha256 || scheme == SignatureScheme.rsa_pkcs1_sha384;
            SignatureAndHashAlgorithm one = SignatureScheme.getSignatureAndHashAlgorithm(scheme);
            if (understood.contains(one) && !(v13 && pkcs1)) {
                return one;
            }
        }
        return null;
    }

    /** What signs a handshake. */
    TlsCredentialedSigner signer(TlsContext context, SignatureAndHashAlgorithm scheme, boolean stapled)
            throws IOException {
        TlsCryptoParameters parameters = new TlsCryptoParameters(context);
        Certificate shown = certificate(TlsUtils.isTLSv13(context), stapled);
        return schemes[0] == SignatureScheme.ed25519
                ? new DefaultTlsCredentialedSigner(
                        parameters, new JcaTlsEd25519Signer(Engine.crypto(), key), shown, scheme)
                : new JcaDefaultTlsCredentialedSigner(parameters, Engine.crypto(), key, shown, scheme);
    }

    private Certificate certificate(boolean v13, boolean stapled) throws IOException {
        if (!v13) {
            return new Certificate(encoded);
        }
        List<CertificateEntry> entries = new ArrayList<>();
        for (TlsCertificate one : encoded) {
            Hashtable<Integer, byte[]> extensions = null;
            CertificateStatus status = entries.isEmpty() && stapled && staple != null ? staple.status() : null;
            if (status != null) {
                java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
                status.encode(out);
                extensions = new Hashtable<>();
                extensions.put(TlsExtensionsUtils.EXT_status_request, out.toByteArray());
            }
            entries.add(new CertificateEntry(one, extensions));
        }
        return new Certificate(TlsUtils.EMPTY_BYTES, entries.toArray(CertificateEntry[]::new));
    }
}
