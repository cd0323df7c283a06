package nib.kernel;

import java.util.Arrays;
import nib.api.End;
import nib.api.ServerState;
import nib.spi.Decision;
import org.jspecify.annotations.Nullable;

/** What a client wants of a pool whose servers may be full. */
record Seat(Visit visit) implements Turn.Want {
    @Override
    public @Nullable Decision ask() {
        Decision decision = visit.lease();
        if (isWorthWaiting(decision)) {
            visit.step();
        }
        return decision;
    }

    /** Whether somebody could take it but for being full; a client that was tried in vain does not wait. */
    @Override
    public boolean isWorthWaiting(@Nullable Decision answer) {
        if (!(answer instanceof Decision.Nobody nobody) || visit.attempts() > 0) {
            return false;
        }
        return nobody.end() == End.LIMIT || hasLimited(visit.snapshot());
    }

    /** Who would take it and has a limit was full when it was asked, even if a seat has been given back since. */
    private boolean hasLimited(Snapshot snapshot) {
        return Arrays.stream(snapshot.servers)
                .anyMatch(
                        one -> one.max() > 0 && one.weight() > 0 && one.state() == ServerState.UP && visit.admits(one));
    }

    @Override
    public Decision queueIsFull() {
        return new Decision.Nobody(End.LIMIT, "the queue of pool " + visit.pool().name + " is full");
    }

    @Override
    public Decision tooLate(String time) {
        return new Decision.Nobody(End.LIMIT, "no server of pool " + visit.pool().name + " had room in " + time);
    }
}
