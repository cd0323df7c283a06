package nib.kernel;

import java.util.concurrent.locks.StampedLock;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A part of the {@link TrackingTable}, with a lock and a clock hand of its own.
 *
 * <p>Whoever looks up reads without the lock and asks it afterwards whether anybody wrote meanwhile; then once more.
 * The lock is taken by whoever changes something, be it only the second of a client's last use, for well below a
 * microsecond; for up to a few hundred when the slots grow or are swept.
 */
final class TrackingSegment<S> {
    /** After so many disturbed readings a reader queues up with the writers. */
    private static final int TRIES = 32;

    /** How many entries the hand compares: of two, chance would too often take one in use; of all, time. */
    private static final int COMPARED = 16;

    private static final int SMALLEST = 8;

    private final StampedLock lock = new StampedLock();
    private final SipHash hash;
    private final TrackingTable.Room room;
    private final int ttlSeconds;

    /** Slots to grow to by doubling: half full with this segment's share of the clients. */
    private final int enough;

    private TrackingSlots<S> slots;
    private int count;
    private int hand;

    TrackingSegment(SipHash hash, TrackingTable.Room room, int share, int ttlSeconds) {
        this.hash = hash;
        this.room = room;
        this.ttlSeconds = ttlSeconds;
        this.enough = Math.max(4, 2 * share);
        this.slots = new TrackingSlots<>(hash, Math.min(SMALLEST, enough));
    }

    /** The server of a client, refreshing its last use if need be. */
    @Nullable S find(long hashed, long high, long low, int now) {
        for (int tries = 0; tries < TRIES; tries++) {
            long stamp = lock.tryOptimisticRead();
            TrackingSlots<S> seen = slots;
            int slot = seen.find(hashed, high, low);
            S server = slot == Slots.ABSENT ? null : seen.server(slot);
            int idle = slot == Slots.ABSENT ? 0 : now - seen.number(slot);
            if (!lock.validate(stamp)) {
                Thread.onSpinWait();
                continue;
            }
            if (server == null || tooOld(idle)) {
                return null;
            }
            if (idle <= 0) {
                return server;
            }
            // Succeeds only if nobody wrote since the stamp: the slot is still that client's.
            long held = lock.tryConvertToWriteLock(stamp);
            if (held != 0) {
                seen.number(slot, now);
                lock.unlockWrite(held);
                return server;
            }
        }
        return findInTurn(hashed, high, low, now);
    }

    private @Nullable S findInTurn(long hashed, long high, long low, int now) {
        long held = lock.writeLock();
        try {
            int slot = slots.find(hashed, high, low);
            if (slot == Slots.ABSENT || tooOld(now - slots.number(slot))) {
                return null;
            }
            slots.number(slot, Math.max(now, slots.number(slot)));
            return slots.server(slot);
        } finally {
            lock.unlockWrite(held);
        }
    }

    /** The server of a client, changing nothing. */
    @Nullable S peek(long hashed, long high, long low, int now) {
        long held = lock.readLock();
        try {
            int slot = slots.find(hashed, high, low);
            return slot == Slots.ABSENT || tooOld(now - slots.number(slot)) ? null : slots.server(slot);
        } finally {
            lock.unlockRead(held);
        }
    }

    /** Remembers a client; false if the table is full and nobody in this segment could give way. */
    boolean put(long hashed, long high, long low, S server, int now) {
        long held = lock.writeLock();
        try {
            int slot = slots.find(hashed, high, low);
            if (slot == Slots.ABSENT) {
                if (!room.take() && !giveWay()) {
                    return false;
                }
                grow();
                count++;
                slot = slots.add(hashed, high, low, now);
            }
            slots.server(slot, server);
            slots.number(slot, Math.max(now, slots.number(slot)));
            return true;
        } finally {
            lock.unlockWrite(held);
        }
    }

    /** Lets somebody go for the sake of another segment. */
    boolean giveUp() {
        long held = lock.writeLock();
        try {
            boolean gone = giveWay();
            if (gone) {
                room.give(1);
            }
            return gone;
        } finally {
            lock.unlockWrite(held);
        }
    }

    boolean forget(long hashed, long high, long low) {
        long held = lock.writeLock();
        try {
            int slot = slots.find(hashed, high, low);
            if (slot != Slots.ABSENT) {
                remove(slot);
                room.give(1);
            }
            return slot != Slots.ABSENT;
        } finally {
            lock.unlockWrite(held);
        }
    }

    int forgetIf(Predicate<? super S> servers) {
        return sweep(slot -> {
            S server = slots.server(slot);
            return server != null && servers.test(server);
        });
    }

    int expire(int now) {
        return sweep(slot -> tooOld(now - slots.number(slot)));
    }

    /** The entries as they are now, for somebody who takes time to look at them. */
    TrackingSlots<S> copy() {
        long held = lock.readLock();
        try {
            TrackingSlots<S> copy = new TrackingSlots<>(hash, slots.length());
            copy.addAll(slots);
            return copy;
        } finally {
            lock.unlockRead(held);
        }
    }

    int length() {
        long held = lock.readLock();
        try {
            return slots.length();
        } finally {
            lock.unlockRead(held);
        }
    }

    private boolean tooOld(int idle) {
        return ttlSeconds > 0 && idle > ttlSeconds;
    }

    private int sweep(IntPredicate dirty) {
        long held = lock.writeLock();
        try {
            int before = count;
            for (int slot = 0; slot < slots.length(); slot++) {
                // Again and again: removing may bring another entry to this slot.
                while (slots.taken(slot) && dirty.test(slot)) {
                    remove(slot);
                }
            }
            room.give(before - count);
            return before - count;
        } finally {
            lock.unlockWrite(held);
        }
    }

    /** Removes the longest unused of the next entries under the hand; false if there is none at all. */
    private boolean giveWay() {
        int oldest = Slots.ABSENT;
        for (int left = Math.min(COMPARED, count); left > 0; hand = hand + 1 == slots.length() ? 0 : hand + 1) {
            if (slots.taken(hand)) {
                left--;
                if (oldest == Slots.ABSENT || slots.number(hand) < slots.number(oldest)) {
                    oldest = hand;
                }
            }
        }
        if (oldest != Slots.ABSENT) {
            remove(oldest);
        }
        return oldest != Slots.ABSENT;
    }

    private void remove(int slot) {
        slots.remove(slot);
        count--;
    }

    /** Makes room for one more: at most half full up to the share, at most five eighths beyond. */
    private void grow() {
        int length = slots.length();
        int larger = length;
        if (length < enough) {
            larger = 2 * (count + 1) > length ? Math.min(2 * length, enough) : length;
        } else if (8L * (count + 1) > 5L * length) {
            larger = length + length / 4;
        }
        if (larger > length) {
            TrackingSlots<S> grown = new TrackingSlots<>(hash, larger);
            grown.addAll(slots);
            slots = grown;
            hand = 0;
        }
    }
}
