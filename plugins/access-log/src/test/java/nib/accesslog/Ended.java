package nib.accesslog;

import nib.api.Address;
import nib.api.Client;
import nib.api.End;
import nib.api.Event.ConnectionEnded;

/** Connections that have ended. */
final class Ended {
    private Ended() {}

    /** One that went well. */
    static ConnectionEnded well(int number) {
        return new ConnectionEnded(
                number,
                client("web"),
                "app",
                "s" + number,
                120,
                4096,
                1_735_689_600_007L,
                412_999,
                1_203_004_500L,
                1,
                End.CLIENT_CLOSED,
                "");
    }

    /** One that never saw a server. */
    static ConnectionEnded denied(String listener, String reason) {
        return new ConnectionEnded(
                1, client(listener), null, null, 0, 0, 1_735_689_600_000L, -1, 999, 0, End.DENIED, reason);
    }

    private static Client client(String listener) {
        return new Client(listener, Address.parse("192.0.2.7:50123"), Address.parse("[2001:db8::1]:80"));
    }
}
