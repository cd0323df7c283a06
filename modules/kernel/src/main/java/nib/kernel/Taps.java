package nib.kernel;

import org.jspecify.annotations.Nullable;

/** A tap for each direction; null for one that is not limited. */
record Taps(Speed speed, @Nullable Tap up, @Nullable Tap down) {
    /** Those of a speed; null if it knows no limit. */
    static @Nullable Taps of(Speed speed, long now) {
        return speed.isAny() ? null : new Taps(speed, tap(speed.upload(), now), tap(speed.download(), now));
    }

    /** Those under the next plan: they stay if nothing has changed. */
    static @Nullable Taps next(@Nullable Taps before, Speed wanted, long now) {
        return before != null && before.speed.equals(wanted) ? before : of(wanted, now);
    }

    private static @Nullable Tap tap(long rate, long now) {
        return rate == 0 ? null : new Tap(rate, now);
    }
}
