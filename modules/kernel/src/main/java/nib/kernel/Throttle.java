package nib.kernel;

import java.util.List;
import nib.spi.Clock;
import nib.spi.Pace;

/** One direction of a connection: no quicker than each of its taps lets it be. */
record Throttle(List<Tap> taps, Clock clock) implements Pace {
    @Override
    public int most() {
        int most = Integer.MAX_VALUE;
        for (Tap tap : taps) {
            most = Math.min(most, tap.most());
        }
        return most;
    }

    @Override
    public long moved(long bytes) {
        long now = clock.nanos();
        long wait = 0;
        for (Tap tap : taps) {
            wait = Math.max(wait, tap.spend(bytes, now));
        }
        return wait;
    }

    @Override
    public boolean admits(int bytes) {
        long now = clock.nanos();
        for (Tap tap : taps) {
            if (!tap.isOpen(now)) {
                return false;
            }
        }
        moved(bytes);
        return true;
    }
}
