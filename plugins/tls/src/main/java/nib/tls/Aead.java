package nib.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.EncryptionAlgorithm;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipher;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipherImpl;
import org.jspecify.annotations.Nullable;

/**
 * The records of one direction of a connection, locked or unlocked by the JDK. The engine's own way to the JDK makes
 * parameters by reflection for each record, and would build ChaCha20-Poly1305 of two parts that only its provider has.
 */
final class Aead implements TlsAEADCipherImpl {
    private static final int TAG = 16;

    /** How the JDK calls a way to lock. */
    private enum Way {
        GCM("AES/GCM/NoPadding", "AES", TlsAEADCipher.AEAD_GCM),
        CHACHA("ChaCha20-Poly1305", "ChaCha20", TlsAEADCipher.AEAD_CHACHA20_POLY1305);

        final String cipher;
        final String key;
        final int nonces;

        Way(String cipher, String key, int nonces) {
            this.cipher = cipher;
            this.key = key;
            this.nonces = nonces;
        }

        AlgorithmParameterSpec with(byte[] nonce) {
            return this == GCM ? new GCMParameterSpec(TAG * 8, nonce) : new IvParameterSpec(nonce);
        }
    }

    private final Way way;
    private final Cipher cipher;
    private final int mode;
    private @Nullable SecretKey key;

    private Aead(Way way, int mode) throws GeneralSecurityException {
        this.way = way;
        this.cipher = Cipher.getInstance(way.cipher);
        this.mode = mode;
    }

    /** Whether records of the algorithm are locked here. */
    static boolean isFor(int algorithm) {
        return switch (algorithm) {
            case EncryptionAlgorithm.AES_128_GCM,
                    EncryptionAlgorithm.AES_256_GCM,
                    EncryptionAlgorithm.CHACHA20_POLY1305 -> true;
            default -> false;
        };
    }

    /** Both directions. */
    static TlsCipher of(TlsCryptoParameters parameters, int algorithm) throws IOException {
        Way way = algorithm == EncryptionAlgorithm.CHACHA20_POLY1305 ? Way.CHACHA : Way.GCM;
        int key = algorithm == EncryptionAlgorithm.AES_128_GCM ? 16 : 32;
        try {
            TlsAEADCipherImpl lock = new Aead(way, Cipher.ENCRYPT_MODE);
            TlsAEADCipherImpl unlock = new Aead(way, Cipher.DECRYPT_MODE);
            return new TlsAEADCipher(parameters, lock, unlock, key, TAG, way.nonces, null);
        } catch (GeneralSecurityException e) {
            throw new TlsFatalAlert(AlertDescription.internal_error, e);
        }
    }

    @Override
    public void setKey(byte[] bytes, int from, int length) {
        key = new SecretKeySpec(bytes, from, length, way.key);
    }

    @Override
    public void init(byte[] nonce, int tag) throws IOException {
        try {
            cipher.init(mode, key, way.with(nonce));
        } catch (GeneralSecurityException e) {
            throw new TlsFatalAlert(AlertDescription.internal_error, e);
        }
    }

    @Override
    public int getOutputSize(int length) {
        return mode == Cipher.ENCRYPT_MODE ? length + TAG : length - TAG;
    }

    @Override
    public int doFinal(byte @Nullable [] head, byte[] in, int from, int length, byte[] out, int to) throws IOException {
        try {
            if (head != null && head.length > 0) {
                cipher.updateAAD(head);
            }
            return cipher.doFinal(in, from, length, out, to);
        } catch (AEADBadTagException e) {
            throw new TlsFatalAlert(AlertDescription.bad_record_mac, e);
        } catch (GeneralSecurityException e) {
            throw new TlsFatalAlert(AlertDescription.internal_error, e);
        }
    }
}
