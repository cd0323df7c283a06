package nib.kernel;

import java.time.Duration;
import java.util.Arrays;
import nib.api.End;
import nib.api.ServerState;
import nib.spi.Decision;

/**
 * A client's place in the queue of its pool.
 *
 * <pre>
 *   asks --a seat--> served
 *    |  ^
 *    |  +--woken, and nobody is before it--+
 *    +--all are full--> waits -------------+--too long, or gone--> over
 * </pre>
 *
 * It belongs to the thread that carries the client, but for {@link #wake}.
 */
final class Turn {
    private final Visit visit;
    private final Passage passage;
    private final LivePool pool;
    private final int priority;
    private final long number;
    private final long until;
    private boolean waits;

    Turn(Visit visit, Passage passage, PoolSettings.Line line, long now) {
        this.visit = visit;
        this.passage = passage;
        this.pool = visit.pool();
        this.priority = passage.rules.settings().priority();
        this.number = pool.queue().number();
        this.until = now + line.time().toNanos();
    }

    int priority() {
        return priority;
    }

    long number() {
        return number;
    }

    void wake() {
        passage.carrier().wake(passage);
    }

    /** Asks for a seat, where nobody is before it. */
    Decision ask(PoolSettings.Line line, long now) {
        Queue queue = pool.queue();
        if (!waits && !queue.isEmpty()) {
            return join(line, now);
        }
        if (waits && !queue.isFirst(this)) {
            return stay(line, now);
        }
        Decision decision = visit.lease();
        if (!isFull(decision)) {
            leave();
            return decision;
        }
        visit.step();
        return waits ? stay(line, now) : join(line, now);
    }

    private Decision join(PoolSettings.Line line, long now) {
        if (!pool.queue().join(this, line.length())) {
            return new Decision.Nobody(End.LIMIT, "the queue of pool " + pool.name + " is full");
        }
        waits = true;
        return ask(line, now); // a seat may just have been given back, before anybody could see that we wait
    }

    private Decision stay(PoolSettings.Line line, long now) {
        if (until - now > 0) {
            return new Decision.Wait(until - now);
        }
        leave();
        return new Decision.Nobody(End.LIMIT, "no server of pool " + pool.name + " had room in " + words(line.time()));
    }

    private static String words(Duration time) {
        return time.toMillis() + " ms";
    }

    /** Whether somebody could take it but for being full; a client that was tried in vain does not wait. */
    private boolean isFull(Decision decision) {
        if (!(decision instanceof Decision.Nobody nobody) || visit.attempts() > 0) {
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

    /** Waits no more. */
    void leave() {
        if (waits) {
            waits = false;
            pool.queue().leave(this);
        }
    }
}
