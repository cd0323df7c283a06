package nib.kernel;

import java.util.concurrent.Semaphore;

/** How many may be inside at once. The number may change while some are inside; then nobody is thrown out. */
final class Gate {
    private final Permits permits = new Permits();
    private int limit;

    /** What reaches the protected method of its parent. */
    private static final class Permits extends Semaphore {
        private static final long serialVersionUID = 1;

        Permits() {
            super(0);
        }

        void shrink(int by) {
            reducePermits(by);
        }
    }

    /** A gate that lets that many in; 0 for any number. */
    Gate(int limit) {
        limit(limit);
    }

    /** Changes the number. */
    synchronized void limit(int wanted) {
        int now = wanted == 0 ? Integer.MAX_VALUE / 2 : wanted;
        if (now > limit) {
            permits.release(now - limit);
        } else {
            permits.shrink(limit - now);
        }
        limit = now;
    }

    boolean enter() {
        return permits.tryAcquire();
    }

    /** Whether somebody could enter; another may be quicker. */
    boolean hasRoom() {
        return permits.availablePermits() > 0;
    }

    void leave() {
        permits.release();
    }

    synchronized int limit() {
        return limit;
    }
}
