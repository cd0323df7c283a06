package nib.tls;

import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlertReceived;

/**
 * The other side has said its end. Thrown through the engine, which lets alerts of the other side pass and would
 * otherwise close both directions, as TLS 1.2 did (RFC 8446, section 6.1).
 */
final class Ended extends TlsFatalAlertReceived {
    private static final long serialVersionUID = 1;

    Ended() {
        super(AlertDescription.close_notify);
    }
}
