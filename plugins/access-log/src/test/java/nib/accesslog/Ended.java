package nib.accesslog;

import nib.api.Address;
import nib.api.Client;
import nib.api.End;
import nib.api.Event.ConnectionEnded;
import nib.api.Event.Route;
import nib.api.Event.Times;
import nib.api.Event.Traffic;

/** Connections that have ended. */
final class Ended {
    private Ended() {}

    /** One that went well. */
    static ConnectionEnded well(int number) {
        Times times = new Times(1_735_689_600_007L, 412_999, 1_203_004_500L);
        Route route = new Route("app", "s" + number, 1);
        return new ConnectionEnded(number, client("web"), route, new Traffic(120, 4096), times, End.CLIENT_CLOSED, "");
    }

    /** One that never saw a server. */
    static ConnectionEnded denied(String listener, String reason) {
        Times times = new Times(1_735_689_600_000L, -1, 999);
        Route route = new Route(null, null, 0);
        return new ConnectionEnded(1, client(listener), route, new Traffic(0, 0), times, End.DENIED, reason);
    }

    /** One whose bytes were never counted, on a machine whose clock went back. */
    static ConnectionEnded unseen() {
        Times times = new Times(1_735_689_600_000L, -1, -2);
        return new ConnectionEnded(
                1, client("web"), new Route("app", "s1", 1), new Traffic(-1, -1), times, End.IDLE, "");
    }

    private static Client client(String listener) {
        return new Client(listener, Address.parse("192.0.2.7:50123"), Address.parse("[2001:db8::1]:80"));
    }
}
