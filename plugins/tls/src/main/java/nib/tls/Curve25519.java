package nib.tls;

import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsAgreement;
import org.bouncycastle.tls.crypto.TlsSecret;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JceTlsSecret;

/**
 * One agreement upon a secret over X25519 (RFC 7748), computed by Bouncy Castle, which takes a good third of the time that
 * the JDK takes, and takes it whatever the key is. One thread.
 */
final class Curve25519 implements TlsAgreement {
    private final JcaTlsCrypto crypto;
    private final SecureRandom random;
    private final byte[] own = new byte[X25519.SCALAR_SIZE];
    private final byte[] peer = new byte[X25519.POINT_SIZE];

    Curve25519(JcaTlsCrypto crypto, SecureRandom random) {
        this.crypto = crypto;
        this.random = random;
    }

    @Override
    public byte[] generateEphemeral() {
        byte[] point = new byte[X25519.POINT_SIZE];
        X25519.generatePrivateKey(random, own);
        X25519.generatePublicKey(own, 0, point, 0);
        return point;
    }

    @Override
    public void receivePeerValue(byte[] value) throws IOException {
        if (value.length != peer.length) {
            throw new TlsFatalAlert(AlertDescription.illegal_parameter, "no point of X25519");
        }
        System.arraycopy(value, 0, peer, 0, peer.length);
    }

    /** Refuses a point that leads to the same secret with every key (RFC 8446, section 7.4.2). */
    @Override
    public TlsSecret calculateSecret() throws IOException {
        byte[] secret = new byte[X25519.POINT_SIZE];
        if (!X25519.calculateAgreement(own, 0, peer, 0, secret, 0)) {
            throw new TlsFatalAlert(AlertDescription.illegal_parameter, "a point of X25519 that agrees upon nothing");
        }
        return new JceTlsSecret(crypto, secret);
    }
}
