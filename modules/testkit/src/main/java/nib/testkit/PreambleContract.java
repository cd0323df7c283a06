package nib.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import nib.api.Address;
import nib.api.Client;
import nib.spi.Preamble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every preamble keeps.
 *
 * @param <S> the plugin's record of settings
 */
public abstract class PreambleContract<S extends Record> extends PluginContract<S> {
    private static final int MOST = 4096;
    private static final byte UNTOUCHED = 0x55;

    /** For subclasses. */
    protected PreambleContract() {}

    @Override
    protected abstract Preamble.Provider<S> provider();

    @Override
    final Object part() {
        return preamble();
    }

    private Preamble preamble() {
        return provider().create(settings());
    }

    /** What it writes, into the middle of a buffer that others have written to. */
    private static byte[] write(Preamble preamble, @Nullable Client client) {
        int most = preamble.most();
        byte[] memory = new byte[most + 20];
        Arrays.fill(memory, UNTOUCHED);
        ByteBuffer into = ByteBuffer.wrap(memory, 10, most);
        preamble.write(client, TestServer.some(1).getFirst(), into);
        assertEquals(10 + most, into.limit(), "the limit is the house's");
        int end = into.position();
        assertTrue(end >= 10, "it writes forward");
        for (int i = 0; i < memory.length; i++) {
            int at = i;
            assertTrue((i >= 10 && i < end) || memory[i] == UNTOUCHED, () -> "byte " + at + " is not its own");
        }
        return Arrays.copyOfRange(memory, 10, end);
    }

    /** The house makes room for so much, for every connection. */
    @Test
    public void writesABoundedNumberOfBytes() {
        int most = preamble().most();
        assertTrue(most >= 1 && most <= MOST, () -> "at most " + most);
    }

    /** Whoever comes, from wherever. */
    @Property(tries = 500)
    public void everyClientCanBeAnnounced(@ForAll("clients") Client client) {
        write(preamble(), client);
    }

    /** A probe is nobody's. */
    @Test
    public void theHouseItselfCanBeAnnounced() {
        write(preamble(), null);
    }

    /** A server that is asked again, after another has failed, is told the same. */
    @Property(tries = 200)
    public void theSameClientIsAnnouncedAlike(@ForAll("clients") Client client, @ForAll("clients") Client other) {
        Preamble preamble = preamble();
        byte[] first = write(preamble, client);
        write(preamble, other);
        assertArrayEquals(first, write(preamble, client));
    }

    /** It is asked by all threads of clients at once. */
    @Test
    public void manyThreadsWriteWhatOneWrites() {
        Preamble preamble = preamble();
        List<Client> clients =
                LongStream.range(0, 200).mapToObj(TestClients::anywhere).toList();
        List<byte[]> alone =
                clients.stream().map(client -> write(preamble(), client)).toList();
        Crowd.of(4, thread -> {
            for (int i = 0; i < clients.size(); i++) {
                int at = (i + 50 * thread) % clients.size();
                assertArrayEquals(alone.get(at), write(preamble, clients.get(at)));
            }
        });
    }

    /** Clients from anywhere, and without an IP address. */
    @Provide
    protected Arbitrary<Client> clients() {
        Arbitrary<Client> anywhere = Arbitraries.longs().map(TestClients::anywhere);
        Arbitrary<Client> local =
                Arbitraries.of("", "@name", "/run/socket").map(path -> TestClients.at(new Address.Unix(path)));
        return Arbitraries.oneOf(anywhere, local).withoutEdgeCases();
    }
}
