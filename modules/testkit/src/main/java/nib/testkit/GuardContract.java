package nib.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import nib.api.Address;
import nib.api.Client;
import nib.api.Ip;
import nib.api.Prefix;
import nib.api.Printable;
import nib.api.Verdict;
import nib.spi.Counting;
import nib.spi.Guard;
import nib.spi.Loadable;
import org.jspecify.annotations.Nullable;

/**
 * What every guard keeps. Clients are from anywhere; a test whose guard has something to say about certain addresses
 * names them in {@link #interesting}, so that neighbours of them are tried too.
 *
 * @param <S> the plugin's record of settings
 */
public abstract class GuardContract<S extends Record> extends PluginContract<S> {
    /** For subclasses. */
    protected GuardContract() {}

    @Override
    protected abstract Guard.Provider<S> provider();

    /** Addresses that the settings speak of. */
    protected List<Ip> interesting() {
        return List.of(Ip.parse("127.0.0.1"), Ip.parse("::1"));
    }

    /** Whether the same client is judged alike for as long as the generation stays. */
    protected boolean isSteady() {
        return true;
    }

    /** Whether it returns verdicts that it made before, so that a check allocates none. */
    protected boolean keepsItsVerdicts() {
        return true;
    }

    @Override
    final Object part() {
        return guard();
    }

    private Guard guard() {
        Guard guard = provider().create(settings());
        if (guard instanceof Loadable files) {
            assertDoesNotThrow(files::load);
        }
        return guard;
    }

    /** An exception would cost the client its connection. */
    @Property(tries = 500)
    public void everyClientIsJudged(@ForAll("clients") Client client) {
        Verdict verdict = guard().check(client);
        assertFalse(verdict.reason().isBlank(), "says why");
        assertEquals(Printable.of(verdict.reason(), 1000), verdict.reason(), "fit for a log line");
    }

    /** A plan with a pool that is not there is refused, not found out by a client. */
    @Property(tries = 500)
    public void everyPoolThatItChoosesIsNamedBefore(@ForAll("clients") Client client) {
        Guard guard = guard();
        if (guard.check(client) instanceof Verdict.ToPool to) {
            assertTrue(guard.pools().contains(to.pool()), () -> to.pool() + " is not among " + guard.pools());
        }
    }

    /** To ask has no effect: {@code explain} asks too. */
    @Property(tries = 200)
    @OnlyIf("isSteady")
    public void whoIsAskedAboutAgainIsJudgedAlike(@ForAll("clients") Client client, @ForAll("clients") Client other) {
        Guard guard = guard();
        long generation = guard.generation();
        Verdict first = guard.check(client);
        for (int i = 0; i < 20; i++) {
            guard.check(other);
            Verdict again = guard.check(client);
            assertEquals(generation, guard.generation());
            assertEquals(first, again);
        }
    }

    /** Millions of checks a second must not make millions of verdicts. */
    @Property(tries = 200)
    @OnlyIf("keepsItsVerdicts")
    public void aVerdictIsMadeOnce(@ForAll("clients") Client client) {
        Guard guard = guard();
        assertSame(guard.check(client), guard.check(client));
    }

    /** An engine in the operating system keeps the verdict for the whole block. */
    @Property(tries = 500)
    public void everybodyInItsScopeIsJudgedAlike(@ForAll("clients") Client client, @ForAll Random random) {
        Guard guard = guard();
        @Nullable Prefix scope = guard.scope(client);
        @Nullable Ip ip = client.ip();
        if (scope != null && ip != null) {
            assertTrue(scope.contains(ip), () -> scope + " does not contain " + ip);
            for (int i = 0; i < 20; i++) {
                Ip other = within(scope, random);
                assertEquals(guard.check(client), guard.check(from(other)), () -> "of " + scope + " also " + other);
            }
        }
    }

    /** A guard that counts answers whoever it is asked about, and names its pools; what it lends it takes back. */
    @Property(tries = 500)
    public void everyClientIsCounted(@ForAll("clients") Client client) {
        if (guard() instanceof Counting counting) {
            for (int i = 0; i < 3; i++) {
                Counting.Permit permit = counting.admit(client);
                assertFalse(permit.verdict().reason().isBlank(), "says why");
                if (permit.verdict() instanceof Verdict.ToPool to) {
                    assertTrue(counting.pools().contains(to.pool()), () -> to.pool() + " is not among its pools");
                }
                if (permit instanceof Counting.Held held) {
                    held.giveBack();
                }
            }
        }
    }

    /** Guards are asked by all threads of clients at once. */
    @Property(tries = 10)
    @OnlyIf("isSteady")
    public void manyThreadsHearWhatOneHears(@ForAll Random random) {
        Guard guard = guard();
        List<Client> clients = IntStream.range(0, 500)
                .mapToObj(i -> from(near(random.nextInt(interesting().size()), random)))
                .toList();
        List<Verdict> alone = clients.stream().map(guard::check).toList();
        Crowd.of(8, thread -> {
            for (int i = 0; i < clients.size(); i++) {
                assertEquals(alone.get(i), guard.check(from(clients.get(i).address())));
            }
        });
    }

    /** Clients from anywhere, from around the interesting addresses, and without an IP address. */
    @Provide
    protected Arbitrary<Client> clients() {
        Arbitrary<Client> anywhere = Arbitraries.longs().map(TestClients::anywhere);
        Arbitrary<Client> near = Arbitraries.longs().map(seed -> {
            Random random = new Random(seed);
            return from(near(random.nextInt(interesting().size()), random));
        });
        Arbitrary<Client> exactly = Arbitraries.of(interesting()).map(GuardContract::from);
        Arbitrary<Client> local =
                Arbitraries.of("", "@name", "/run/socket").map(path -> TestClients.at(new Address.Unix(path)));
        return Arbitraries.oneOf(anywhere, near, exactly, local).withoutEdgeCases();
    }

    /** An interesting address with some of its last bits changed. */
    private Ip near(int number, Random random) {
        Ip ip = interesting().get(number);
        int bits = random.nextInt(ip.width() + 1);
        long mask = bits == 0 ? 0 : bits >= 64 ? -1 : (1L << bits) - 1;
        long high = bits <= 64 ? 0 : (1L << (bits - 64)) - 1;
        return new Ip(ip.high() ^ (random.nextLong() & high), ip.low() ^ (random.nextLong() & mask));
    }

    private static Ip within(Prefix scope, Random random) {
        Ip any = new Ip(random.nextLong(), random.nextLong());
        Ip network = Prefix.mask(any, scope.length());
        return new Ip(
                scope.base().high() | (any.high() ^ network.high()),
                scope.base().low() | (any.low() ^ network.low()));
    }

    private static Client from(Ip ip) {
        return from(new Address.Inet(ip, 40_000));
    }

    private static Client from(Address address) {
        return TestClients.at(address);
    }
}
