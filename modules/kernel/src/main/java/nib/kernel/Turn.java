package nib.kernel;

import nib.spi.Decision;
import org.jspecify.annotations.Nullable;

/**
 * A client's place in a queue.
 *
 * <pre>
 *   asks --got it--> over
 *    |  ^
 *    |  +--woken, and nobody is before it--+
 *    +--there is none--> waits ------------+--too long, or gone--> over
 * </pre>
 *
 * It belongs to the thread that carries the client, but for {@link #wake}.
 */
final class Turn {
    private final Want want;
    private final Line line;
    private final QueueSettings settings;
    private final Passage passage;
    private final long number;
    private final long until;
    private boolean waits;

    /** What a client waits for. */
    interface Want {
        /** Asks for it once: null, or a lease, if it has it; else why not. */
        @Nullable Decision ask();

        /** Whether that means that there is none now, and waiting may help. */
        boolean isWorthWaiting(@Nullable Decision answer);

        /** What is said to one for whom the queue has no place. */
        Decision queueIsFull();

        /** What is said to one who has waited for too long. */
        Decision tooLate(String time);
    }

    Turn(Want want, Line line, QueueSettings settings, Passage passage, long now) {
        this.want = want;
        this.line = line;
        this.settings = settings;
        this.passage = passage;
        this.number = line.number();
        this.until = now + settings.nanos();
    }

    int priority() {
        return passage.rules.settings().priority();
    }

    long number() {
        return number;
    }

    void wake() {
        passage.carrier().wake(passage);
    }

    /** Asks for it, where nobody is before it: what it wanted, a wait, or why there is none. */
    @Nullable Decision ask(long now) {
        if (!waits && !line.isEmpty()) {
            return join(now);
        }
        if (waits && !line.isFirst(this)) {
            return stay(now);
        }
        Decision answer = want.ask();
        if (!want.isWorthWaiting(answer)) {
            leave();
            return answer;
        }
        return waits ? stay(now) : join(now);
    }

    private @Nullable Decision join(long now) {
        if (!line.join(this, settings.length())) {
            return want.queueIsFull();
        }
        waits = true;
        return ask(now); // something may just have been given back, before anybody could see that we wait
    }

    private Decision stay(long now) {
        if (until - now > 0) {
            return new Decision.Wait(until - now);
        }
        leave();
        return want.tooLate(settings.words());
    }

    /** Waits no more. */
    void leave() {
        if (waits) {
            waits = false;
            line.leave(this);
        }
    }
}
