package nib.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import nib.spi.Wire;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What every pair of connected wires keeps, whoever made them.
 *
 * @param <S> the plugin's record of settings
 */
public abstract class WireContract<S extends Record> extends PluginContract<S> {
    private static final int MUCH = 3_000_000;

    /** For the contracts of this kit. */
    WireContract() {}

    /** Whether one side can end its stream and still read. */
    protected boolean halfCloses() {
        return true;
    }

    /** Whether a reset is seen as one on the other side. */
    protected boolean resets() {
        return true;
    }

    /** Two connected wires. */
    abstract Ends ends() throws IOException;

    /** Two ends of one connection. */
    record Ends(Wire near, Wire far) implements Closeable {
        @Override
        public void close() {
            near.close();
            far.close();
        }
    }

    /** Both sides talk at once, as in every protocol with pipelining. */
    @Property(tries = 8)
    public void everyByteArrivesBothWaysAtOnce(@ForAll long seed, @ForAll @LongRange(max = 2_000_000) long length)
            throws IOException {
        ByteLedger out = new ByteLedger(seed, length);
        ByteLedger back = new ByteLedger(~seed, length / 2);
        try (Ends ends = ends()) {
            Aside<Boolean> talk = sending(ends.near(), out);
            Aside<Boolean> answer = sending(ends.far(), back);
            Aside<Boolean> heard = receiving(ends.near(), back);
            receiving(ends.far(), out).get();
            talk.get();
            answer.get();
            heard.get();
        }
    }

    /** What was written before a FIN is not lost, and the other direction lives on. */
    @Test
    public void theEndOfOneDirectionLeavesTheOtherAlone() throws IOException {
        Assumptions.assumeTrue(halfCloses());
        ByteLedger out = new ByteLedger(1, MUCH);
        ByteLedger back = new ByteLedger(2, MUCH);
        try (Ends ends = ends()) {
            Aside<Boolean> talk = sending(ends.near(), out);
            receiving(ends.far(), out).get();
            talk.get();
            assertEquals(-1, reading(ends.far()).get(), "the end stays the end");
            Aside<Boolean> answer = sending(ends.far(), back);
            receiving(ends.near(), back).get();
            answer.get();
        }
    }

    /** A connection that is over for us is not over for what is still on its way. */
    @Test
    public void whatWasWrittenBeforeACloseIsDelivered() throws IOException {
        ByteLedger out = new ByteLedger(3, MUCH);
        try (Ends ends = ends()) {
            Aside<Boolean> talk = Aside.of(() -> {
                out.send(ends.near()::write);
                ends.near().close();
                return true;
            });
            receiving(ends.far(), out).get();
            talk.get();
        }
    }

    /** A reader must not take half a file for a whole one. */
    @Test
    public void aResetIsSeenAsAnExceptionAndNotAsAnEnd() throws IOException {
        Assumptions.assumeTrue(resets());
        try (Ends ends = ends()) {
            Aside<Integer> read = reading(ends.near());
            read.awaitWaiting();
            ends.far().reset();
            assertThrows(IOException.class, read::get);
        }
    }

    /** A session is cut by another thread, while its own waits. */
    @Test
    public void aCloseEndsTheReadOfAnotherThread() throws IOException {
        assertEndsRead(Wire::close);
    }

    /** The same, rudely. */
    @Test
    public void aResetEndsTheReadOfAnotherThread() throws IOException {
        assertEndsRead(Wire::reset);
    }

    private interface Cut {
        void end(Wire wire);
    }

    private void assertEndsRead(Cut cut) throws IOException {
        try (Ends ends = ends()) {
            Aside<Integer> read = reading(ends.near());
            read.awaitWaiting();
            cut.end(ends.near());
            try {
                assertEquals(-1, read.get());
            } catch (IOException e) {
                // that is an end too
            }
        }
    }

    /** Nobody keeps in memory what the other side does not take; and a reset frees who waits for that. */
    @Test
    public void whoDoesNotReadHoldsTheWriterUpAndAResetFreesIt() throws IOException {
        try (Ends ends = ends()) {
            Aside<Boolean> write = sending(ends.near(), new ByteLedger(4, 200_000_000));
            write.awaitWaiting();
            ends.near().reset();
            assertThrows(IOException.class, write::get);
        }
    }

    /** Nobody counts how often it was called. */
    @Test
    public void endingTwiceDoesNothing() throws IOException {
        try (Ends ends = ends()) {
            ends.near().finish();
            ends.near().finish();
            ends.near().close();
            ends.near().close();
            ends.near().reset();
            assertEquals(-1, reading(ends.far()).get());
            ends.far().reset();
            ends.far().reset();
            ends.far().close();
        }
    }

    /** Using what is over fails and does not wait. */
    @Test
    public void aClosedWireNeitherReadsNorWrites() throws IOException {
        try (Ends ends = ends()) {
            ends.near().close();
            assertThrows(IOException.class, reading(ends.near())::get);
            assertThrows(IOException.class, sending(ends.near(), new ByteLedger(5, 10))::get);
        }
    }

    /** Logs, guards and PROXY headers speak of these. */
    @Test
    public void bothSidesAgreeAboutTheAddresses() throws IOException {
        try (Ends ends = ends()) {
            assertEquals(ends.near().local(), ends.far().remote());
            assertEquals(ends.near().remote(), ends.far().local());
        }
    }

    /** A read waits for a byte, and gives what there is. */
    @Test
    public void aReadWaitsForAByteAndNotForAFullBuffer() throws IOException {
        try (Ends ends = ends()) {
            ByteBuffer room = ByteBuffer.allocate(1000);
            Aside<Integer> read = Aside.of(() -> ends.near().read(room));
            read.awaitWaiting();
            Aside.get(written(ends.far(), ByteBuffer.wrap(new byte[] {7})));
            assertEquals(1, read.get());
            assertEquals(7, room.flip().get());
            assertFalse(room.hasRemaining());
        }
    }

    /** A buffer is used from its position to its limit, and not beyond. */
    @Test
    public void buffersAreReadAndFilledBetweenPositionAndLimit() throws IOException {
        try (Ends ends = ends()) {
            ByteBuffer out = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}, 1, 2);
            Aside.get(written(ends.near(), out));
            assertEquals(3, out.position(), "everything was written");
            ByteBuffer in = ByteBuffer.allocate(4).put((byte) 9);
            in.limit(3);
            int read = Aside.get(() -> ends.far().read(in));
            assertTrue(read == 1 || read == 2, () -> "read " + read);
            assertArrayEquals(new byte[] {9, 2, (byte) (read == 2 ? 3 : 0), 0}, in.array());
        }
    }

    private static Callable<Boolean> written(Wire wire, ByteBuffer out) {
        return () -> {
            wire.write(out);
            return true;
        };
    }

    private static Aside<Integer> reading(Wire wire) {
        return Aside.of(() -> wire.read(ByteBuffer.allocate(10)));
    }

    static Aside<Boolean> sending(Wire wire, ByteLedger ledger) {
        return Aside.of(() -> {
            ledger.send(wire::write);
            wire.finish();
            return true;
        });
    }

    static Aside<Boolean> receiving(Wire wire, ByteLedger ledger) {
        return Aside.of(() -> {
            ledger.receive(wire::read);
            return true;
        });
    }
}
