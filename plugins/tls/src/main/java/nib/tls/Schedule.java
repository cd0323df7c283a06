package nib.tls;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.tls.crypto.TlsCryptoUtils;
import org.bouncycastle.tls.crypto.TlsSecret;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JceTlsSecret;

/**
 * The beginning of the key schedule of TLS 1.3 (RFC 8446, section 7.1). The engine takes every shared key for one that was
 * agreed upon elsewhere, and proves it under the name {@code ext binder}; a key of a session is proved as
 * {@code res binder}, which is all that is different.
 */
final class Schedule extends JceTlsSecret {
    private static final byte[] ELSEWHERE = "tls13 ext binder".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SESSION = "tls13 res binder".getBytes(StandardCharsets.US_ASCII);
    /** A label follows two bytes of the length that is wanted and one of its own. */
    private static final int LABEL = 3;

    /** Begins with zeros, as it does without a shared key. */
    Schedule(JcaTlsCrypto crypto, int hash) {
        super(crypto, new byte[TlsCryptoUtils.getHashOutputSize(hash)]);
    }

    @Override
    public synchronized TlsSecret hkdfExtract(int hash, TlsSecret key) {
        TlsSecret early = super.hkdfExtract(hash, key);
        return key instanceof Resumption.Key ? new Early(crypto, early.extract()) : early;
    }

    private static final class Early extends JceTlsSecret {
        Early(JcaTlsCrypto crypto, byte[] data) {
            super(crypto, data);
        }

        @Override
        public synchronized TlsSecret hkdfExpand(int hash, byte[] info, int length) {
            int end = LABEL + ELSEWHERE.length;
            boolean proof = info.length >= end && Arrays.equals(info, LABEL, end, ELSEWHERE, 0, ELSEWHERE.length);
            byte[] meant = info;
            if (proof) {
                meant = info.clone();
                System.arraycopy(SESSION, 0, meant, LABEL, SESSION.length);
            }
            return super.hkdfExpand(hash, meant, length);
        }
    }
}
