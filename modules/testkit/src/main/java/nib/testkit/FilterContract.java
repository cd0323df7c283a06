package nib.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import nib.api.Client;
import nib.spi.Connection;
import nib.spi.Filter;
import nib.spi.Loadable;
import nib.spi.Resident;
import nib.spi.Wire;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What every filter keeps, named on a listener. The contract plays the client on one side and the rest of the house on
 * the other, over wires in memory. If a filter wants to hear something first, or speaks a language of its own, the test
 * says so in {@link #speaking}.
 *
 * @param <S> the plugin's record of settings
 */
public abstract class FilterContract<S extends Record> extends PluginContract<S> {
    private static final int MUCH = 300_000;

    /** For subclasses. */
    protected FilterContract() {}

    @Override
    protected abstract Filter.Provider<S> provider();

    /**
     * The client's side of the conversation with the filter.
     *
     * @param wire to the filter
     * @return a wire on which the client reads and writes what the rest of the house shall write and read; the same
     *     wire, if the filter does not change bytes
     */
    protected Wire speaking(Wire wire) throws IOException {
        return wire;
    }

    /** Whether what one side writes is what the other reads. */
    protected boolean passesBytesOn() {
        return true;
    }

    /** Whether one direction can end while the other goes on. */
    protected boolean halfCloses() {
        return true;
    }

    /** Whether a reset of the rest of the house is seen as one by the client. */
    protected boolean resets() {
        return true;
    }

    @Override
    final Object part() {
        return provider().create(settings());
    }

    /** A filter that reads files or lives is loaded and opened as the house would. */
    private Filter filter() {
        Filter filter = provider().create(settings());
        try {
            if (filter instanceof Loadable files) {
                files.load();
            }
            if (filter instanceof Resident resident) {
                resident.open(new ManualHost());
            }
        } catch (IOException e) {
            throw new AssertionError("cannot be opened", e);
        }
        return filter;
    }

    /** Facts that were learned before stay, and the house is entered once. */
    @Test
    public void theRestIsReachedOnceAndSeesTheSameClient() throws IOException {
        AtomicInteger reached = new AtomicInteger();
        Client client = TestClients.neighbour(1);
        MemoryWire.Pair pair = MemoryWire.pair();
        Aside<Boolean> handled = handling(filter(), new Connection(client, pair.far(), null, null), connection -> {
            reached.incrementAndGet();
            assertSame(client, connection.client());
            connection.wire().close();
        });
        client(pair.near()).close();
        handled.get();
        assertEquals(1, reached.get());
    }

    /** Every byte, both ways at once, each with its end. */
    @Test
    public void everyByteArrivesBothWaysAtOnce() throws IOException {
        Assumptions.assumeTrue(passesBytesOn() && halfCloses());
        converse(filter(), 1);
    }

    /** One filter serves all connections of a listener. */
    @Test
    public void connectionsDoNotMix() {
        Assumptions.assumeTrue(passesBytesOn() && halfCloses());
        Filter filter = filter();
        Crowd.of(8, thread -> {
            for (int i = 0; i < 5; i++) {
                converse(filter, thread * 100L + i);
            }
        });
    }

    private void converse(Filter filter, long seed) throws IOException {
        ByteLedger out = new ByteLedger(seed, MUCH);
        ByteLedger back = new ByteLedger(~seed, MUCH);
        MemoryWire.Pair pair = MemoryWire.pair();
        Aside<Boolean> handled = handling(filter, connection(pair.far()), connection -> {
            Aside<Boolean> answer = WireContract.sending(connection.wire(), back);
            out.receive(connection.wire()::read);
            answer.get();
        });
        Wire client = client(pair.near());
        Aside<Boolean> talk = WireContract.sending(client, out);
        WireContract.receiving(client, back).get();
        talk.get();
        handled.get();
        pair.close();
    }

    /** The end of what the client says is not the end of what it hears. */
    @Test
    public void theAnswerComesAfterTheClientHasFinished() throws IOException {
        Assumptions.assumeTrue(passesBytesOn() && halfCloses());
        ByteLedger out = new ByteLedger(3, 1000);
        ByteLedger back = new ByteLedger(4, MUCH);
        MemoryWire.Pair pair = MemoryWire.pair();
        Aside<Boolean> handled = handling(filter(), connection(pair.far()), connection -> {
            out.receive(connection.wire()::read);
            back.send(connection.wire()::write);
            connection.wire().close();
        });
        Wire client = client(pair.near());
        WireContract.sending(client, out).get();
        WireContract.receiving(client, back).get();
        handled.get();
    }

    /** A reset stays a reset. */
    @Test
    public void aResetOfTheRestIsSeenByTheClient() throws IOException {
        Assumptions.assumeTrue(resets());
        MemoryWire.Pair pair = MemoryWire.pair();
        Aside<Boolean> handled = handling(filter(), connection(pair.far()), connection -> {
            connection.wire().read(ByteBuffer.allocate(1));
            connection.wire().reset();
        });
        Wire client = client(pair.near());
        client.write(ByteBuffer.wrap(new byte[1]));
        assertThrows(IOException.class, () -> Aside.get(() -> client.read(ByteBuffer.allocate(10))));
        handled.get();
    }

    /** What the house closes must not stay open behind a wrapping wire. */
    @Test
    public void closingTheLastWireClosesTheFirst() throws IOException {
        MemoryWire.Pair pair = MemoryWire.pair();
        Aside<Boolean> handled = handling(
                filter(),
                connection(pair.far()),
                connection -> connection.wire().close());
        Wire client = client(pair.near());
        handled.get();
        assertTrue(pair.far().isClosed());
        client.close();
    }

    /** The house learns how it ended from what the rest throws. */
    @Test
    public void aFailureOfTheRestIsPassedOn() throws IOException {
        MemoryWire.Pair pair = MemoryWire.pair();
        Aside<Boolean> handled = handling(filter(), connection(pair.far()), connection -> {
            throw new IOException("the server has gone");
        });
        try (Wire client = client(pair.near())) {
            assertThrows(IOException.class, handled::get, () -> "hidden from the house, for " + client);
        }
    }

    /** Port scanners do this all day. */
    @Test
    public void aClientThatLeavesAtOnceEndsTheConnection() {
        assertEnds(Wire::close);
        assertEnds(Wire::reset);
    }

    /** So do others. Nonsense is an {@link IOException} or the rest's affair, but no fault of a plugin. */
    @Test
    public void aClientThatSpeaksNonsenseDoesNoHarm() {
        for (long seed = 0; seed < 20; seed++) {
            ByteLedger nonsense = new ByteLedger(seed, 70_000);
            assertEnds(wire -> {
                nonsense.send(wire::write);
                wire.close();
            });
        }
    }

    private interface Visit {
        void make(Wire wire) throws IOException;
    }

    /** The rest listens to the end; a filter may also not let the client through. */
    private void assertEnds(Visit visit) {
        MemoryWire.Pair pair = MemoryWire.pair();
        Aside<Boolean> handled = handling(filter(), connection(pair.far()), connection -> {
            ByteBuffer room = ByteBuffer.allocate(10_000);
            while (connection.wire().read(room.clear()) >= 0) {
                // goes on reading
            }
        });
        Aside<Boolean> visiting = Aside.of(() -> {
            visit.make(pair.near());
            return true;
        });
        ends(handled);
        pair.far().close();
        ends(visiting);
    }

    private static void ends(Aside<Boolean> aside) {
        try {
            aside.get();
        } catch (IOException e) {
            // that is an end too
        }
    }

    private Wire client(Wire wire) throws IOException {
        return Aside.get(() -> speaking(wire));
    }

    private static Connection connection(Wire wire) {
        return new Connection(TestClients.neighbour(1), wire, null, null);
    }

    private static Aside<Boolean> handling(Filter filter, Connection connection, Filter.Next next) {
        return Aside.of(() -> {
            filter.handle(connection, next);
            return true;
        });
    }
}
