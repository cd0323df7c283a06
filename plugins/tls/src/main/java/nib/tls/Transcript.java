package nib.tls;

import java.io.ByteArrayOutputStream;
import org.bouncycastle.tls.HandshakeType;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.bouncycastle.tls.crypto.TlsHash;

/**
 * All messages of a handshake (RFC 8446, section 4.4.1), since the engine does not tell its own hash of them, and a ticket
 * needs the one that includes the client's last message. One thread.
 */
final class Transcript implements TlsHash {
    private final ByteArrayOutputStream messages;

    Transcript() {
        this(new ByteArrayOutputStream(2048));
    }

    private Transcript(ByteArrayOutputStream messages) {
        this.messages = messages;
    }

    @Override
    public void update(byte[] message, int from, int length) {
        messages.write(message, from, length);
    }

    /** A client that is asked to try again: its first message counts by its hash only. */
    void retry(TlsCrypto crypto, int hash) {
        byte[] first = hash(crypto, hash);
        reset();
        messages.write(HandshakeType.message_hash);
        messages.write(0);
        messages.write(0);
        messages.write(first.length);
        messages.writeBytes(first);
    }

    byte[] hash(TlsCrypto crypto, int algorithm) {
        TlsHash hash = crypto.createHash(algorithm);
        byte[] all = messages.toByteArray();
        hash.update(all, 0, all.length);
        return hash.calculateHash();
    }

    /** The messages themselves: which hash is meant is not known from the beginning. */
    @Override
    public byte[] calculateHash() {
        byte[] all = messages.toByteArray();
        reset();
        return all;
    }

    @Override
    public TlsHash cloneHash() {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        copy.writeBytes(messages.toByteArray());
        return new Transcript(copy);
    }

    @Override
    public void reset() {
        messages.reset();
    }
}
