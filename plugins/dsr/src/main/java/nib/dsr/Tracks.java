package nib.dsr;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** Tracks by who they are. Grows with them; as many as the house has places for. The loop's. */
final class Tracks {
    private static final int SMALLEST = 1024;

    private final long secret = new SecureRandom().nextLong();
    private @Nullable Track[] heads = new @Nullable Track[SMALLEST];
    private int count;

    /** Nobody who sends can know which of them share a place. */
    int hash(Frame frame) {
        long bits = mix(frame.sourceLow ^ secret);
        bits = mix(bits ^ frame.sourceHigh);
        bits = mix(bits ^ ((long) frame.sourcePort << 32 | (long) frame.targetPort << 8 | frame.protocol));
        return (int) (mix(bits ^ frame.targetLow) >>> 32);
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
    private static long mix(long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    @Nullable Track find(Service service, Frame frame, int hash) {
        for (Track one = heads[hash & (heads.length - 1)]; one != null; one = one.chained) {
            if (one.hash == hash && one.is(service, frame)) {
                return one;
            }
        }
        return null;
    }

    void add(Track track) {
        if (++count > heads.length) {
            grow();
        }
        int place = track.hash & (heads.length - 1);
        track.chained = heads[place];
        heads[place] = track;
    }

    private void grow() {
        @Nullable Track[] before = heads;
        heads = new @Nullable Track[2 * before.length];
        for (Track head : before) {
            while (head != null) {
                Track next = head.chained;
                int place = head.hash & (heads.length - 1);
                head.chained = heads[place];
                heads[place] = head;
                head = next;
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // that very one
    void remove(Track track) {
        int place = track.hash & (heads.length - 1);
        Track before = null;
        for (Track one = heads[place]; one != null; one = one.chained) {
            if (one == track) {
                if (before == null) {
                    heads[place] = one.chained;
                } else {
                    before.chained = one.chained;
                }
                count--;
                return;
            }
            before = one;
        }
    }

    int size() {
        return count;
    }
}
