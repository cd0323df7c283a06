package nib.epoll;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Timers of one worker: a hashed wheel (Varghese and Lauck, SOSP 1987). Setting and dropping one costs a few
 * assignments; a timer further away than a turn goes round again. Timers are late by one slot at the most.
 */
final class Wheel {
    private static final long SLOT = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int SLOTS = 1024;
    private static final int WORD = 64;

    private final @Nullable Timer[] slots = new @Nullable Timer[SLOTS];
    private final long[] used = new long[SLOTS / WORD];
    private long at;

    /** Something that happens later. It stands in one slot at a time, in a list that goes both ways. */
    abstract static class Timer {
        private @Nullable Timer next;
        private @Nullable Timer previous;
        private int slot = -1;
        private long deadline;

        /** Its time has come; it stands on no wheel any more. */
        abstract void expire(long now);
    }

    Wheel(long now) {
        at = now / SLOT;
    }

    /** Sets a timer, or sets it anew. */
    void set(Timer timer, long deadline) {
        drop(timer);
        timer.deadline = deadline;
        long tick = Math.clamp(deadline / SLOT + 1, at + 1, at + SLOTS - 1);
        int slot = (int) (tick % SLOTS);
        Timer first = slots[slot];
        timer.slot = slot;
        timer.next = first;
        if (first != null) {
            first.previous = timer;
        }
        slots[slot] = timer;
        used[slot / WORD] |= 1L << slot;
    }

    /** Takes a timer off; one that is not set stays as it is. */
    void drop(Timer timer) {
        if (timer.slot < 0) {
            return;
        }
        Timer before = timer.previous;
        Timer after = timer.next;
        if (before == null) {
            slots[timer.slot] = after;
            if (after == null) {
                used[timer.slot / WORD] &= ~(1L << timer.slot);
            }
        } else {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        }
        timer.slot = -1;
        timer.next = null;
        timer.previous = null;
    }

    /** Lets everything happen whose time has come. */
    void turn(long now) {
        long tick = now / SLOT;
        for (long steps = Math.min(tick - at, SLOTS); steps > 0; steps--) {
            expire((int) ((tick - steps + 1) % SLOTS), now);
        }
        at = Math.max(at, tick);
    }

    private void expire(int slot, long now) {
        at++; // what is set anew while this slot is emptied goes further on
        for (Timer timer = slots[slot]; timer != null; timer = slots[slot]) {
            drop(timer);
            if (timer.deadline <= now) {
                timer.expire(now);
            } else {
                set(timer, timer.deadline);
            }
        }
    }

    /** Milliseconds until something may happen; -1 if nothing is set. */
    int patience(long now) {
        for (int ahead = 1; ahead <= SLOTS; ahead++) {
            int slot = (int) ((at + ahead) % SLOTS);
            if (used[slot / WORD] >>> slot == 0) {
                ahead += WORD - 1 - slot % WORD; // nothing in the rest of this word
            } else if ((used[slot / WORD] & 1L << slot) != 0) {
                return (int) TimeUnit.NANOSECONDS.toMillis(Math.max((at + ahead) * SLOT - now, 0)) + 1;
            }
        }
        return -1;
    }
}
