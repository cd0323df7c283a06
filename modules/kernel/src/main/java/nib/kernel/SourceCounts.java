package nib.kernel;

import java.util.concurrent.locks.ReentrantLock;

/**
 * How many connections each source holds now. A source is 128 bits: a client's address, cut to a prefix where the
 * limit is one for prefixes. Exact under any number of threads. A source without connections costs nothing: slots grow
 * and shrink with the sources there are, at 40 to 160 bytes each.
 */
final class SourceCounts {
    private static final int SMALLEST = 8;

    private final SipHash hash;
    private final Stripe[] stripes;

    /** Counts that are all zero. */
    SourceCounts() {
        this(SipHash.random(), Integer.highestOneBit(Runtime.getRuntime().availableProcessors()) * 8);
    }

    /** The same, with the hash and the number of locks given: a power of two. */
    SourceCounts(SipHash hash, int stripes) {
        this.hash = hash;
        this.stripes = new Stripe[stripes];
        for (int i = 0; i < stripes; i++) {
            this.stripes[i] = new Stripe(hash);
        }
    }

    /**
     * Counts one more connection, unless that would be too many.
     *
     * @param limit the most at once, 1 or more; 0 for no limit
     * @return whether it was counted; if so, {@link #give} must follow once
     */
    boolean take(long high, long low, int limit) {
        long hashed = hash.of(high, low);
        Stripe stripe = stripe(hashed);
        stripe.lock.lock();
        try {
            return stripe.take(hashed, high, low, limit);
        } finally {
            stripe.lock.unlock();
        }
    }

    /**
     * Counts one connection less.
     *
     * @throws IllegalStateException if the source holds none: it was given back twice
     */
    void give(long high, long low) {
        long hashed = hash.of(high, low);
        Stripe stripe = stripe(hashed);
        stripe.lock.lock();
        try {
            stripe.give(hashed, high, low);
        } finally {
            stripe.lock.unlock();
        }
    }

    /** Connections that a source holds now. */
    int get(long high, long low) {
        long hashed = hash.of(high, low);
        Stripe stripe = stripe(hashed);
        stripe.lock.lock();
        try {
            int slot = stripe.slots.find(hashed, high, low);
            return slot == Slots.ABSENT ? 0 : stripe.slots.number(slot);
        } finally {
            stripe.lock.unlock();
        }
    }

    /** Sources that hold a connection now; while they come and go, about. */
    int size() {
        int size = 0;
        for (Stripe stripe : stripes) {
            stripe.lock.lock();
            try {
                size += stripe.count;
            } finally {
                stripe.lock.unlock();
            }
        }
        return size;
    }

    /** Slots held in memory. */
    int slots() {
        int slots = 0;
        for (Stripe stripe : stripes) {
            stripe.lock.lock();
            try {
                slots += stripe.slots.length();
            } finally {
                stripe.lock.unlock();
            }
        }
        return slots;
    }

    private Stripe stripe(long hashed) {
        return stripes[(int) hashed & (stripes.length - 1)];
    }

    /** Some of the sources. Its methods are called under its lock. */
    private static final class Stripe {
        final ReentrantLock lock = new ReentrantLock();
        private final SipHash hash;
        private Slots slots;
        private int count;

        Stripe(SipHash hash) {
            this.hash = hash;
            this.slots = new Slots(hash, SMALLEST);
        }

        boolean take(long hashed, long high, long low, int limit) {
            int slot = slots.find(hashed, high, low);
            if (slot == Slots.ABSENT) {
                if (2 * (count + 1) > slots.length()) {
                    resize(2 * slots.length());
                }
                slots.add(hashed, high, low, 1);
                count++;
                return true;
            }
            int held = slots.number(slot);
            if (limit > 0 && held >= limit) {
                return false;
            }
            slots.number(slot, held + 1);
            return true;
        }

        void give(long hashed, long high, long low) {
            int slot = slots.find(hashed, high, low);
            if (slot == Slots.ABSENT) {
                throw new IllegalStateException("given back more often than taken");
            }
            int held = slots.number(slot);
            if (held > 1) {
                slots.number(slot, held - 1);
                return;
            }
            slots.remove(slot);
            count--;
            // An eighth, so that a source that comes and goes does not resize each time.
            if (8 * count < slots.length() && slots.length() > SMALLEST) {
                resize(slots.length() / 2);
            }
        }

        private void resize(int length) {
            Slots resized = new Slots(hash, length);
            resized.addAll(slots);
            slots = resized;
        }
    }
}
