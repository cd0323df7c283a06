package nib.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Locale;
import org.bouncycastle.jcajce.util.DefaultJcaJceHelper;
import org.bouncycastle.jcajce.util.JcaJceHelper;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.crypto.Tls13Verifier;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.TlsECConfig;
import org.bouncycastle.tls.crypto.TlsECDomain;
import org.bouncycastle.tls.crypto.TlsSecret;
import org.bouncycastle.tls.crypto.TlsStreamSigner;
import org.bouncycastle.tls.crypto.TlsStreamVerifier;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.jspecify.annotations.Nullable;

/**
 * The cryptography of all connections: that of the JDK, whose AES is compiled for the processor, and Bouncy Castle's where
 * the JDK has none or takes much longer. Made when it is first used, because it opens the system's source of random numbers.
 */
final class Engine {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final JcaTlsCrypto SHARED = new Crypto();

    private Engine() {}

    static JcaTlsCrypto crypto() {
        return SHARED;
    }

    /** Without Bouncy Castle's own provider, which takes long to load: what the JDK lacks is not asked of a provider. */
    private static final class Crypto extends JcaTlsCrypto {
        Crypto() {
            super(new Jdk(), null, RANDOM, RANDOM);
        }

        @Override
        public TlsCipher createCipher(TlsCryptoParameters parameters, int algorithm, int mac) throws IOException {
            return Aead.isFor(algorithm)
                    ? Aead.of(parameters, algorithm)
                    : super.createCipher(parameters, algorithm, mac);
        }

        @Override
        protected Boolean isSupportedEncryptionAlgorithm(int algorithm) {
            return Aead.isFor(algorithm) ? Boolean.TRUE : super.isSupportedEncryptionAlgorithm(algorithm);
        }

        @Override
        public TlsECDomain createECDomain(TlsECConfig curve) {
            return curve.getNamedGroup() == NamedGroup.x25519
                    ? () -> new Curve25519(this, RANDOM)
                    : super.createECDomain(curve);
        }

        @Override
        public TlsSecret hkdfInit(int hash) {
            return new Schedule(this, hash);
        }

        @Override
        protected TlsStreamSigner createStreamSigner(
                JcaJceHelper helper,
                String algorithm,
                @Nullable AlgorithmParameterSpec parameter,
                PrivateKey key,
                @Nullable SecureRandom random)
                throws GeneralSecurityException {
            return super.createStreamSigner(helper, jdk(algorithm), parameter, key, random);
        }

        @Override
        protected TlsStreamVerifier createStreamVerifier(
                String algorithm, @Nullable AlgorithmParameterSpec parameter, byte[] signature, PublicKey key)
                throws IOException {
            return super.createStreamVerifier(jdk(algorithm), parameter, signature, key);
        }

        @Override
        protected Tls13Verifier createTls13Verifier(
                String algorithm, @Nullable AlgorithmParameterSpec parameter, PublicKey key) throws IOException {
            return super.createTls13Verifier(jdk(algorithm), parameter, key);
        }
    }

    /** The engine calls RSA-PSS by the names that its own provider has for it. */
    private static final class Jdk extends DefaultJcaJceHelper {
        @Override
        public Signature createSignature(String algorithm) throws NoSuchAlgorithmException {
            return super.createSignature(jdk(algorithm));
        }
    }

    /** The name that the JDK has for an algorithm; its parameters say which hash. */
    private static String jdk(String algorithm) {
        String upper = algorithm.toUpperCase(Locale.ROOT);
        return upper.endsWith("RSAANDMGF1") || upper.endsWith("RSASSA-PSS") ? "RSASSA-PSS" : algorithm;
    }
}
