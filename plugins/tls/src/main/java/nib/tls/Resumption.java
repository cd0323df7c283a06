package nib.tls;

import org.bouncycastle.tls.TlsSession;
import org.bouncycastle.tls.crypto.TlsSecret;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JceTlsSecret;

/** What a client comes back to. */
sealed interface Resumption {
    /** A session of TLS 1.2, by its number (RFC 5246, section 7.4.1.2). */
    record Session(TlsSession session) implements Resumption {}

    /**
     * A session of TLS 1.3, by the ticket that the client was given (RFC 8446, section 4.6.1).
     *
     * @param secret the key that both sides have made of the session
     * @param suite the session's cipher suite
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Ticket(byte[] secret, int suite) implements Resumption {
        TlsSecret key(JcaTlsCrypto crypto) {
            return new Key(crypto, secret.clone());
        }
    }

    /** Marks a key as one of a session, for {@link Schedule}. */
    final class Key extends JceTlsSecret {
        private Key(JcaTlsCrypto crypto, byte[] data) {
            super(crypto, data);
        }
    }
}
