package nib.epoll;

import java.util.concurrent.TimeUnit;
import nib.api.End;
import nib.spi.Forwarder;

/** How long nothing has moved between a client and its server, and how long that may be. Times are the worker's. */
final class Idleness {
    private static final long SETTLE = TimeUnit.SECONDS.toNanos(1);

    private final Forwarder.Times times;
    private long moved;
    private long settled;
    private boolean half;

    Idleness(Forwarder.Times times) {
        this.times = times;
    }

    /** Begins now; when it is over if nothing moves. */
    long begin(long now) {
        moved = now;
        settled = now;
        return deadline();
    }

    void stirred(long now) {
        moved = now;
    }

    boolean isHalf() {
        return half;
    }

    /** One side has ended, which gives the other its own time; when that is over. */
    long halve(long now) {
        half = true;
        moved = now;
        return deadline();
    }

    long deadline() {
        return moved + (half ? times.halfClosed() : times.idle());
    }

    /** Whether what was moved should be handed on: about once a second. */
    boolean isToSettle() {
        return moved - settled > SETTLE;
    }

    void settle() {
        settled = moved;
    }

    End end() {
        return half ? End.HALF_CLOSED : End.IDLE;
    }

    String reason() {
        return half ? "silent after one side had closed" : "silent";
    }
}
