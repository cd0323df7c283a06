package nib.kernel;

import nib.spi.Decision;
import org.jspecify.annotations.Nullable;

/** What a client wants that may have all its connections: one more of them. */
record OneMore(Visit visit) implements Turn.Want {
    @Override
    public @Nullable Decision ask() {
        return visit.dispatcher.isWithin(visit) ? null : visit.dispatcher.over();
    }

    @Override
    public boolean isWorthWaiting(@Nullable Decision answer) {
        return answer != null;
    }

    @Override
    public Decision queueIsFull() {
        return visit.dispatcher.over();
    }

    @Override
    public Decision tooLate(String time) {
        return visit.dispatcher.over();
    }
}
