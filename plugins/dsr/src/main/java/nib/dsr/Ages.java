package nib.dsr;

import org.jspecify.annotations.Nullable;

/** Tracks by when they were last seen, the longest ago first: all that are forgotten after the same time. */
final class Ages {
    private long patience;
    private long settled;
    private @Nullable Track oldest;
    private @Nullable Track newest;

    /** Nanoseconds without a packet after which one is over. */
    void patience(long nanos) {
        patience = nanos;
    }

    void add(Track track, long now) {
        track.seen = now;
        track.ages = this;
        track.older = newest;
        track.newer = null;
        if (newest != null) {
            newest.newer = track;
        } else {
            oldest = track;
        }
        newest = track;
    }

    void remove(Track track) {
        if (track.older == null) {
            oldest = track.newer;
        } else {
            track.older.newer = track.newer;
        }
        if (track.newer == null) {
            newest = track.older;
        } else {
            track.newer.older = track.older;
        }
        track.ages = null;
    }

    /** It was seen again. */
    void touch(Track track, long now) {
        track.seen = now;
        if (track.newer != null) {
            remove(track);
            add(track, now);
        }
    }

    /** The one that was seen the longest ago, if that is too long; or null. */
    @Nullable Track over(long now) {
        return oldest != null && now - oldest.seen > patience ? oldest : null;
    }

    /** Hands on what was moved since the last time. */
    void settle(long now) {
        for (Track one = newest; one != null && one.seen - settled >= 0; one = one.older) {
            one.settle();
        }
        settled = now;
    }

    /** Any of them, or null. */
    @Nullable Track any() {
        return oldest;
    }
}
