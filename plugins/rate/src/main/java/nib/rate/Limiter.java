package nib.rate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts visits of clients, each by two longs, in a table that never grows. A slot holds a key and the time at which the
 * client's next visit is due; one whose time has passed is as good as empty.
 *
 * <pre>
 *   idle --visit: compare and set--> due later --time passes--> idle
 *    \--chosen for another key--> MOVING --key written--> due later
 * </pre>
 *
 * A key lives in one bucket of a few slots. Who is there already is counted by a single compare-and-set, without a lock;
 * only a new key takes the bucket's lock, for the time of writing it, so that no key stands in it twice. Since the time
 * of a slot moves with every change of its key, a compare-and-set that was meant for the key before fails. So no visit
 * is lost or counted twice, whatever the threads, but for clients that are pushed out of a full bucket: {@link
 * #forgotten} tells how many.
 */
final class Limiter {
    private static final int WAYS = 16;
    private static final int HIGH = WAYS;
    private static final int DUE = 2 * WAYS;
    private static final int BUCKET = 3 * WAYS;
    private static final long MOVING = -1;
    private static final int PATIENCE = 100;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle LOCK = MethodHandles.arrayElementVarHandle(int[].class);

    /** What {@link #take} returns for a visit that is too early. */
    static final long TOO_EARLY = -1;

    private final Pace pace;
    private final long secret;
    /** Of each bucket the low halves of its keys, then the high halves, then the times. */
    private final long[] slots;

    private final int[] locks;
    private final LongAdder forgotten = new LongAdder();

    /**
     * An empty table.
     *
     * @param clients how many are to find room at once; twice as many slots are made, 48 bytes for each client
     * @param secret makes it unknown who shares a bucket with whom
     */
    Limiter(Pace pace, int clients, long secret) {
        this.pace = pace;
        this.secret = secret;
        this.locks = new int[Math.max(1, (int) (2L * clients / WAYS))];
        this.slots = new long[locks.length * BUCKET];
    }

    /**
     * Counts a visit at that time, above 0, unless it is too early.
     *
     * @return nanoseconds that it has to wait, or {@link #TOO_EARLY}
     */
    long take(long high, long low, long now) {
        int bucket = bucket(high, low);
        while (true) {
            int slot = find(bucket, high, low);
            if (slot < 0) {
                if (settle(bucket, high, low, now)) {
                    return pace.delay(pace.after(0, now), now);
                }
            } else {
                long due = due(slot);
                if (due != MOVING && holds(slot, high, low)) {
                    long next = pace.after(due, now);
                    if (pace.isTooEarly(next, now)) {
                        return TOO_EARLY;
                    }
                    if (SLOT.compareAndSet(slots, slot + DUE, due, next)) {
                        return pace.delay(next, now);
                    }
                }
            }
        }
    }

    /** What {@link #take} would return; nothing is counted. */
    long wouldTake(long high, long low, long now) {
        int slot = find(bucket(high, low), high, low);
        long next = pace.after(slot < 0 ? 0 : due(slot), now);
        return pace.isTooEarly(next, now) ? TOO_EARLY : pace.delay(next, now);
    }

    /** Clients that do not come for the first time at that time: their last visits still count. */
    long counted(long now) {
        long counted = 0;
        for (int bucket = 0; bucket < locks.length; bucket++) {
            for (int slot = bucket * BUCKET; slot < bucket * BUCKET + WAYS; slot++) {
                counted += due(slot) > now ? 1 : 0;
            }
        }
        return counted;
    }

    /** The same limit, with nobody in it. */
    Limiter fresh() {
        return new Limiter(pace, locks.length * WAYS / 2, secret);
    }

    /** Clients that were pushed out although their time had not passed. */
    long forgotten() {
        return forgotten.sum();
    }

    /** Writes a new key, which comes for the first time; false if somebody else has just written it. */
    private boolean settle(int bucket, long high, long low, long now) {
        lock(bucket);
        try {
            if (find(bucket, high, low) >= 0) {
                return false;
            }
            int slot = clear(bucket, now);
            SLOT.setOpaque(slots, slot, low);
            SLOT.setOpaque(slots, slot + HIGH, high);
            SLOT.setRelease(slots, slot + DUE, pace.after(0, now));
            return true;
        } finally {
            LOCK.setRelease(locks, bucket, 0);
        }
    }

    /** Takes the slot whose time is the earliest from its key. */
    private int clear(int bucket, long now) {
        while (true) {
            int slot = bucket * BUCKET;
            long due = due(slot);
            for (int other = slot + 1; other < bucket * BUCKET + WAYS; other++) {
                long time = due(other);
                if (time < due) {
                    due = time;
                    slot = other;
                }
            }
            if (SLOT.compareAndSet(slots, slot + DUE, due, MOVING)) {
                if (due > now) {
                    forgotten.increment();
                }
                return slot;
            }
        }
    }

    /** Only for writing a key: a few nanoseconds. */
    private void lock(int bucket) {
        for (int tries = 0; !LOCK.compareAndSet(locks, bucket, 0, 1); tries++) {
            if (tries < PATIENCE) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(1000); // its holder has lost its processor
            }
        }
    }

    private int find(int bucket, long high, long low) {
        int first = bucket * BUCKET;
        for (int slot = first; slot < first + WAYS; slot++) {
            if (holds(slot, high, low)) {
                return slot;
            }
        }
        return -1;
    }

    private boolean holds(int slot, long high, long low) {
        return (long) SLOT.getOpaque(slots, slot) == low && (long) SLOT.getOpaque(slots, slot + HIGH) == high;
    }

    private long due(int slot) {
        return (long) SLOT.getAcquire(slots, slot + DUE);
    }

    private int bucket(long high, long low) {
        long hash = mix(mix(low ^ secret) + high);
        return (int) Math.unsignedMultiplyHigh(hash, locks.length);
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
    private static long mix(long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
