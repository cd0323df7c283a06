package nib.tls;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import nib.spi.Wire;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.AlertLevel;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.TlsClientProtocol;

/** The engine of a pool as a {@link Stream}. */
final class ClientStream extends TlsClientProtocol implements Stream {
    private final ReentrantLock turn = new ReentrantLock();
    private boolean ended;
    private boolean open;

    ClientStream(Wire wire) {
        super(new WireInput(wire), new WireOutput(wire));
    }

    @Override
    protected void completeHandshake() throws IOException {
        super.completeHandshake();
        open = true;
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
