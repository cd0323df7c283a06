package nib.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import nib.spi.LocalFailure;
import nib.spi.Probe;
import nib.spi.Wire;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What every probe keeps. It speaks over wires in memory with a server that this contract plays; how a server that is
 * well behaves, the test says in {@link #serve}.
 *
 * @param <S> the plugin's record of settings
 */
public abstract class ProbeContract<S extends Record> extends PluginContract<S> {
    /** For subclasses. */
    protected ProbeContract() {}

    @Override
    protected abstract Probe.Provider<S> provider();

    /**
     * What a server that is well does with a connection; it is closed afterwards. Does nothing here, which is enough for
     * a probe that only connects.
     */
    protected void serve(Wire wire) throws IOException {}

    /** Whether it looks at what the server says; one that only connects does not. */
    protected boolean looksAtTheAnswer() {
        return true;
    }

    @Override
    final Object part() {
        return probe();
    }

    private Probe probe() {
        return provider().create(settings());
    }

    /** One answer after the other, with the same probe. */
    @Test
    public void aServerThatIsWellIsFoundWell() throws IOException {
        Probe probe = probe();
        for (int i = 0; i < 3; i++) {
            ask(probe, TestTarget.playing(this::serve));
        }
    }

    /** A pool has many servers and one probe. */
    @Test
    public void manyServersAreAskedAtOnce() {
        Probe probe = probe();
        Crowd.of(8, thread -> ask(probe, TestTarget.playing(this::serve)));
    }

    /** The most frequent way to be unwell. */
    @Test
    public void whoRefusesIsNotWell() {
        IOException e = assertThrows(
                IOException.class, () -> ask(probe(), TestTarget.failing(new ConnectException("refused"))));
        assertFalse(e instanceof LocalFailure, () -> "blames our own machine: " + e);
        assertFalse(String.valueOf(e.getMessage()).isBlank(), "says why");
    }

    /** No server is marked down because we have no descriptors. */
    @Test
    public void ourOwnFailureCountsNeitherWay() {
        LocalFailure failure = new LocalFailure("no descriptors", true, new IOException());
        assertInstanceOf(
                LocalFailure.class, assertThrows(IOException.class, () -> ask(probe(), TestTarget.failing(failure))));
    }

    /** A server that accepts and hangs is the one that a probe is for. */
    @Test
    public void whoSaysNothingIsNotWellWhenTheHouseInterrupts() {
        Assumptions.assumeTrue(looksAtTheAnswer());
        TestTarget silent = TestTarget.silent();
        Aside<Boolean> asking = asking(probe(), silent);
        asking.awaitWaiting();
        asking.interrupt();
        assertThrows(IOException.class, asking::get);
        silent.assertClosed();
    }

    /** Another program has taken the port, or the right one is broken. */
    @Test
    public void whoSpeaksNonsenseIsNotWell() {
        Assumptions.assumeTrue(looksAtTheAnswer());
        ByteLedger nonsense = new ByteLedger(1, 100_000);
        assertThrows(IOException.class, () -> ask(probe(), TestTarget.playing(wire -> nonsense.send(wire::write))));
    }

    /** The process behind the port died. */
    @Test
    public void whoHangsUpIsNotWell() {
        Assumptions.assumeTrue(looksAtTheAnswer());
        assertThrows(IOException.class, () -> ask(probe(), TestTarget.playing(wire -> {})));
        assertThrows(IOException.class, () -> ask(probe(), TestTarget.playing(Wire::reset)));
    }

    /** Numbers that a schedule can be kept with. */
    @Test
    public void theScheduleMakesSense() {
        Probe.Schedule schedule = probe().schedule();
        assertTrue(schedule.every().isPositive(), schedule::toString);
        assertTrue(schedule.timeout().isPositive(), schedule::toString);
        assertTrue(schedule.timeout().compareTo(schedule.every()) <= 0, schedule::toString);
        assertTrue(schedule.fall() >= 1, schedule::toString);
        assertTrue(schedule.rise() >= 1, schedule::toString);
    }

    private static void ask(Probe probe, TestTarget target) throws IOException {
        try {
            asking(probe, target).get();
        } finally {
            target.assertClosed();
        }
    }

    private static Aside<Boolean> asking(Probe probe, Probe.Target target) {
        return Aside.of(() -> {
            probe.check(target);
            return true;
        });
    }
}
