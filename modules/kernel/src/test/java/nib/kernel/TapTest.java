package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import nib.api.Address;
import nib.api.Client;
import nib.spi.Pace;
import nib.testkit.Crowd;
import nib.testkit.ManualClock;
import nib.testkit.TestClients;
import org.junit.jupiter.api.Test;

/** So many bytes a second, whoever moves them. */
class TapTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Whoever keeps to what it is told moves as many as the rate says, and a tenth of a second and one piece more. */
    @Property(tries = 300)
    void whoWaitsAsItIsToldKeepsTheRate(
            @ForAll @LongRange(min = 1, max = 10_000_000_000L) long rate,
            @ForAll @Size(min = 1, max = 200) List<@IntRange(min = 1, max = 65536) Integer> pieces,
            @ForAll long start) {
        Tap tap = new Tap(rate, start);
        long now = start;
        long moved = 0;
        for (int wanted : pieces) {
            int piece = Math.min(wanted, tap.most());
            moved += piece;
            now += tap.spend(piece, now);
            double allowed = (double) rate * (now - start + SECOND / 10 + 1) / SECOND;
            assertTrue(moved <= allowed + pieces.size(), moved + " of " + allowed);
        }
        double least = (double) rate * (now - start) / SECOND;
        assertTrue(moved >= least - pieces.size(), moved + " of " + least);
    }

    @Test
    void nothingIsLostUnderManyThreads() {
        Tap tap = new Tap(1000, 0);
        AtomicLong last = new AtomicLong();
        Crowd.of(8, thread -> {
            for (int i = 0; i < 10_000; i++) {
                last.accumulateAndGet(tap.spend(1, 0), Math::max);
            }
        });
        assertEquals(80 * SECOND - SECOND / 10, last.get());
    }

    @Test
    void connectionsOfOneClientShareWhatItMayAndLetGoOfIt() {
        ListenerSettings.Bandwidth settings =
                new ListenerSettings.Bandwidth(new Speed(0, 0), new Speed(0, 1000), 24, 64);
        ClientTaps taps = java.util.Objects.requireNonNull(ClientTaps.next(null, settings));
        assertSame(taps, ClientTaps.next(taps, settings));
        assertNull(ClientTaps.next(taps, new ListenerSettings.Bandwidth(new Speed(0, 0), new Speed(0, 0), 24, 64)));
        List<Taps> got = new ArrayList<>();
        Client one = client("10.0.0.1:1");
        taps.take(one, 0, got);
        taps.take(client("10.0.0.9:2"), 0, got);
        taps.take(client("10.0.1.1:1"), 0, got);
        assertSame(got.get(0), got.get(1), "one /24 is one client");
        assertEquals(2, taps.size());
        taps.give(one);
        taps.give(one);
        taps.give(client("10.0.1.2:7"));
        assertEquals(0, taps.size());
    }

    @Test
    void theSlowestOfAllTapsCounts() {
        ManualClock clock = new ManualClock();
        Pace pace = new Throttle(List.of(new Tap(1000, clock.nanos()), new Tap(100, clock.nanos())), clock);
        assertEquals(5, pace.most());
        assertEquals(0, pace.moved(10));
        assertEquals(SECOND, pace.moved(100));
        assertTrue(!pace.admits(1), "it is not its time");
        clock.advance(java.time.Duration.ofSeconds(1));
        assertTrue(pace.admits(1));
    }

    private static Client client(String address) {
        return TestClients.at(Address.parse(address));
    }
}
