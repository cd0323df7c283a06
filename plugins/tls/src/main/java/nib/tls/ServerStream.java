package nib.tls;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import nib.spi.Wire;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.AlertLevel;
import org.bouncycastle.tls.ClientHello;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.HandshakeMessageInput;
import org.bouncycastle.tls.ServerHello;
import org.bouncycastle.tls.TlsServerProtocol;
import org.bouncycastle.tls.crypto.TlsCryptoUtils;
import org.bouncycastle.tls.crypto.TlsSecret;
import org.jspecify.annotations.Nullable;

/** The engine of a listener as a {@link Stream}. */
final class ServerStream extends TlsServerProtocol implements Stream {
    private final ReentrantLock turn = new ReentrantLock();
    private final ServerPeer peer;
    /** What was said until the handshake is over; null if no ticket will be made of it. */
    private @Nullable Transcript transcript = new Transcript();

    private boolean ended;
    private boolean open;

    ServerStream(Wire wire, ServerPeer peer) {
        super(new WireInput(wire), new WireOutput(wire));
        this.peer = peer;
    }

    /** Until both sides have proved what they know. */
    void shake() throws IOException {
        accept(peer);
    }

    @Override
    protected ServerHello generateServerHello(ClientHello hello, HandshakeMessageInput message) throws IOException {
        peer.hear(hello);
        ServerHello answer = super.generateServerHello(hello, message);
        if (!peer.gives()) {
            transcript = null;
        }
        return answer;
    }

    @Override
    protected ServerHello generate13HelloRetryRequest(ClientHello hello) throws IOException {
        if (transcript != null) {
            transcript.retry(Engine.crypto(), hash());
        }
        return super.generate13HelloRetryRequest(hello);
    }

    @Override
    protected void handleHandshakeMessage(short type, HandshakeMessageInput message) throws IOException {
        if (transcript != null) {
            message.updateHash(transcript);
        }
        super.handleHandshakeMessage(type, message);
    }

    @Override
    protected void completeHandshake() throws IOException {
        Transcript all = transcript;
        transcript = null;
        byte[] secret = all == null ? null : secret(all);
        super.completeHandshake();
        open = true;
        if (secret != null) {
            byte[] message = peer.give(secret).message();
            writeRecord(ContentType.handshake, message, 0, message.length);
        }
    }

    /** What a client proves that comes back with a ticket (RFC 8446, sections 4.6.1 and 7.1). */
    private byte[] secret(Transcript all) throws IOException {
        TlsSecret master = getContext().getSecurityParametersHandshake().getMasterSecret();
        byte[] hash = all.hash(Engine.crypto(), hash());
        TlsSecret resumption = TlsCryptoUtils.hkdfExpandLabel(master, hash(), "res master", hash, hash.length);
        return TlsCryptoUtils.hkdfExpandLabel(resumption, hash(), "resumption", Ticket.NONCE, hash.length)
                .extract();
    }

    private int hash() {
        return getContext().getSecurityParametersHandshake().getPRFCryptoHashAlgorithm();
    }

    @Override
    protected void handleAlertWarningMessage(short alert) throws IOException {
        if (alert == AlertDescription.close_notify && open) {
            ended = true;
            throw new Ended();
        }
        super.handleAlertWarningMessage(alert);
    }

    /**
     * Records of both threads leave one after the other. The thread that reads has only alerts to send, and does not
     * wait to say them when the other cannot get rid of its bytes.
     */
    @Override
    protected void writeRecord(short type, byte[] out, int from, int length) throws IOException {
        if (type == ContentType.alert && out[from] == AlertLevel.fatal) {
            if (!turn.tryLock()) {
                return;
            }
        } else {
            turn.lock();
        }
        if (transcript != null && type == ContentType.handshake) {
            transcript.update(out, from, length);
        }
        try {
            super.writeRecord(type, out, from, length);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public boolean await() throws IOException {
        try {
            while (!ended && applicationDataAvailable() == 0) {
                if (isClosed()) {
                    throw new IOException("TLS has failed");
                }
                safeReadRecord();
            }
        } catch (Ended e) {
            return false;
        }
        return applicationDataAvailable() > 0;
    }

    @Override
    public int available() {
        return applicationDataAvailable();
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        return await() ? readApplicationData(into, from, length) : -1;
    }

    @Override
    public void write(byte[] out, int from, int length) throws IOException {
        writeApplicationData(out, from, length);
    }

    @Override
    public void sayEnd() throws IOException {
        if (!isClosed()) {
            raiseAlertWarning(AlertDescription.close_notify, "");
        }
    }
}
