package nib.epoll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import nib.testkit.ManualClock;
import org.junit.jupiter.api.Test;

class WheelTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SLOT = 20 * MILLI;
    private static final long FAR = TimeUnit.SECONDS.toNanos(90);

    private long now = new ManualClock().nanos();
    private final Wheel wheel = new Wheel(now);
    private final List<Egg> fired = new ArrayList<>();

    private final class Egg extends Wheel.Timer {
        private long due;
        private boolean set;
        private boolean bad;

        void set(long deadline) {
            due = deadline - now < 0 ? now : deadline;
            set = true;
            wheel.set(this, deadline);
        }

        void drop() {
            set = false;
            wheel.drop(this);
        }

        @Override
        void expire(long at) {
            assertTrue(set, "it was not set");
            assertTrue(at - due >= 0, "early");
            set = false;
            fired.add(this);
            if (bad) {
                throw new IllegalStateException("bad");
            }
        }

        @Override
        void broken(Throwable e) {
            if (!bad) {
                throw new AssertionError(e);
            }
        }
    }

    /** Time moves by steps from nothing to minutes, over the overflow of the clock; timers are set, set anew and dropped. */
    @Property(tries = 300)
    void noneIsEarlyNoneIsForgottenAndNoneIsLaterThanASlot(@ForAll Random random) {
        List<Egg> eggs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            eggs.add(new Egg());
        }
        for (int step = 0; step < 200; step++) {
            Egg egg = eggs.get(random.nextInt(eggs.size()));
            switch (random.nextInt(4)) {
                case 0 -> egg.set(now + random.nextLong(FAR));
                case 1 -> egg.set(now + random.nextLong(3 * SLOT) - SLOT);
                case 2 -> egg.drop();
                default -> move(random.nextInt(10) == 0 ? random.nextLong(FAR) : random.nextLong(4 * SLOT), eggs);
            }
        }
        move(2 * FAR, eggs);
        move(SLOT, eggs);
        eggs.forEach(egg -> assertFalse(egg.set, "forgotten"));
        assertEquals(-1, wheel.patience(now), "nothing is left on the wheel");
    }

    private void move(long nanos, List<Egg> eggs) {
        now += nanos;
        wheel.turn(now);
        for (Egg egg : eggs) {
            assertTrue(!egg.set || now - egg.due <= SLOT, () -> "late by " + (now - egg.due));
        }
    }

    /** Who waits as long as it says misses nobody, and is not woken for nothing more often than once a turn. */
    @Property(tries = 300)
    void patienceEndsInTimeForTheNext(@ForAll Random random) {
        Egg egg = new Egg();
        long deadline = now + random.nextLong(FAR);
        egg.set(deadline);
        int waits = 0;
        while (egg.set) {
            int millis = wheel.patience(now);
            assertTrue(millis > 0, "it never spins");
            now += millis * MILLI;
            wheel.turn(now);
            waits++;
        }
        assertTrue(now - deadline <= SLOT + 2 * MILLI, () -> "late by " + (now - deadline));
        assertTrue(waits <= 2 + FAR / (1000 * SLOT), "woken " + waits + " times");
    }

    /** The machine was asleep for longer than a turn; what is set anew meanwhile keeps its time. */
    @Test
    void whoIsFurtherAwayThanATurnKeepsItsTimeOverALongSleep() {
        Egg far = new Egg();
        far.set(now + 41_000 * MILLI);
        now += 40_990 * MILLI;
        wheel.turn(now);
        assertTrue(far.set);
        now += 30 * MILLI;
        wheel.turn(now);
        assertEquals(List.of(far), fired);
    }

    @Test
    void oneThatThrowsDoesNotHoldUpTheOthers() {
        for (int i = 0; i < 4; i++) {
            Egg egg = new Egg();
            egg.bad = i % 2 == 0;
            egg.set(now + MILLI);
        }
        now += 2 * SLOT;
        wheel.turn(now);
        assertEquals(4, fired.size());
    }
}
