package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import nib.api.Address;
import nib.api.Client;
import nib.api.Ip;
import nib.api.ServerState;
import nib.spi.Decision;
import nib.spi.Lease;
import nib.spi.Transport;
import nib.spi.Wire;
import nib.testkit.ManualHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where a server is that has a name: looked up again and again, tried in turn, kept when nobody knows. */
@Timeout(20)
class WhereaboutsTest {
    private static final Duration RESOLVE = Duration.ofSeconds(30);

    private final ManualHost host = new ManualHost();
    private final List<String> changes = new ArrayList<>();
    private volatile List<String> answer = List.of("10.0.0.1", "10.0.0.2", "2001:db8::3");
    private volatile CountDownLatch gate = new CountDownLatch(0);

    private final LiveServer server = new LiveServer(
            settings("app.example:80"), (one, from, to, reason) -> changes.add(to.word() + ": " + reason), this::find);

    private static ServerSettings settings(String address) {
        return new ServerSettings(
                Endpoint.parse(address),
                Optional.empty(),
                1,
                0,
                0,
                0,
                ServerSettings.Wish.READY,
                Optional.empty(),
                List.of());
    }

    private InetAddress[] find(String name) throws UnknownHostException {
        assertEquals("app.example", name);
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (answer.isEmpty()) {
            throw new UnknownHostException(name);
        }
        return answer.stream().map(text -> Ip.parse(text).toInet()).toArray(InetAddress[]::new);
    }

    private void knows(String... addresses) {
        assertEquals(List.of(addresses).stream().map(Address::parse).toList(), server.addresses());
    }

    @Test
    void aNumericAddressIsKnownAtOnceAndNeverLookedUp() throws Exception {
        Whereabouts fixed = new Whereabouts(Address.parse("10.0.0.9:80"), name -> {
            throw new AssertionError("nobody asks");
        });
        fixed.lookUp();
        assertFalse(fixed.isName());
        assertEquals(List.of(Address.parse("10.0.0.9:80")), fixed.addresses());
    }

    @Test
    void aNameHasNoAddressUntilItIsLookedUp() throws Exception {
        assertTrue(server.whereabouts.isName());
        knows();
        server.whereabouts.lookUp();
        knows("10.0.0.1:80", "10.0.0.2:80", "[2001:db8::3]:80");
    }

    @Test
    void theAddressThatAnsweredIsTriedFirstFromThenOn() throws Exception {
        server.whereabouts.lookUp();
        server.whereabouts.prefer(Address.parse("10.0.0.2:80"));
        knows("10.0.0.2:80", "10.0.0.1:80", "[2001:db8::3]:80");
        answer = List.of("10.0.0.4", "10.0.0.2");
        server.whereabouts.lookUp();
        knows("10.0.0.2:80", "10.0.0.4:80");
        answer = List.of("10.0.0.4", "10.0.0.5");
        server.whereabouts.lookUp();
        knows("10.0.0.4:80", "10.0.0.5:80");
    }

    @Test
    void anAddressThatIsNoLongerThereIsNotPreferred() throws Exception {
        server.whereabouts.lookUp();
        server.whereabouts.prefer(Address.parse("10.0.0.7:80"));
        knows("10.0.0.1:80", "10.0.0.2:80", "[2001:db8::3]:80");
    }

    @Test
    void whatWasKnownStaysWhenNobodyAnswers() throws Exception {
        server.whereabouts.lookUp();
        answer = List.of();
        assertThrows(UnknownHostException.class, () -> server.whereabouts.lookUp());
        knows("10.0.0.1:80", "10.0.0.2:80", "[2001:db8::3]:80");
    }

    @Test
    void aLookUpAsksAgainAndAgain() {
        Lookup lookup = new Lookup(server, RESOLVE.toNanos(), host).start();
        lookup.awaitFirst(Duration.ofSeconds(10).toNanos());
        knows("10.0.0.1:80", "10.0.0.2:80", "[2001:db8::3]:80");
        host.clock().awaitWaiting(1);
        answer = List.of("10.0.0.8");
        host.clock().advance(RESOLVE.minusNanos(1));
        host.awaitNoThreads();
        knows("10.0.0.1:80", "10.0.0.2:80", "[2001:db8::3]:80");
        host.clock().advance(Duration.ofNanos(1));
        host.clock().awaitWaiting(1);
        knows("10.0.0.8:80");
        lookup.stop();
        assertEquals(0, host.clock().waiting());
        assertEquals(List.of(), changes);
    }

    @Test
    void aServerWhoseNameWasNeverKnownIsDownUntilItIs() {
        answer = List.of();
        Lookup lookup = new Lookup(server, RESOLVE.toNanos(), host).start();
        lookup.awaitFirst(Duration.ofSeconds(10).toNanos());
        assertEquals(ServerState.DOWN, server.state());
        host.clock().awaitWaiting(1);
        answer = List.of("10.0.0.1");
        host.clock().advance(RESOLVE);
        host.clock().awaitWaiting(1);
        assertEquals(ServerState.UP, server.state());
        answer = List.of();
        host.clock().advance(RESOLVE);
        host.clock().awaitWaiting(1);
        assertEquals(ServerState.UP, server.state(), "what was known stays");
        assertEquals(List.of("down: its name is not known", "up: its name is known"), changes);
        lookup.stop();
    }

    @Test
    void aResolverThatThrowsIsAskedAgain() {
        LiveServer broken = new LiveServer(settings("app.example:80"), (one, from, to, reason) -> {}, name -> {
            throw new IllegalStateException("a bug");
        });
        Lookup lookup = new Lookup(broken, RESOLVE.toNanos(), host).start();
        lookup.awaitFirst(Duration.ofSeconds(10).toNanos());
        host.clock().awaitWaiting(1);
        assertEquals(ServerState.DOWN, broken.state());
        lookup.stop();
    }

    @Test
    void aSlowResolverIsNotWaitedForLongerThanThat() {
        gate = new CountDownLatch(1);
        Lookup lookup = new Lookup(server, RESOLVE.toNanos(), host).start();
        lookup.awaitFirst(1);
        assertEquals(ServerState.DOWN, server.state());
        gate.countDown();
        host.clock().awaitWaiting(1);
        assertEquals(ServerState.UP, server.state());
        lookup.stop();
    }

    @Test
    void anAnswerAfterTheStopIsNotTold() {
        gate = new CountDownLatch(1);
        answer = List.of();
        Lookup lookup = new Lookup(server, RESOLVE.toNanos(), host).start();
        lookup.stop();
        gate.countDown();
        host.awaitNoThreads();
        assertEquals(List.of(), changes);
        assertEquals(0, host.clock().waiting(), "and nobody asks again");
    }

    @Test
    void addressesAreTriedInTurn() throws Exception {
        MemoryNet net = new MemoryNet();
        net.refuse("10.0.0.1:80");
        Dialer dialer = new Dialer(new Transports(Map.of("mem", net)));
        LivePool pool = pool(dialer);
        assertEquals("10.0.0.2:80", answering(pool, dialer));
        assertEquals("10.0.0.2:80", answering(pool, dialer));
        assertEquals(
                List.of("10.0.0.1:80", "10.0.0.2:80", "10.0.0.2:80"),
                net.asked().stream().map(Address::toString).toList());
        pool.close();
    }

    @Test
    void theLastAddressSaysWhyNoneAnswered() throws Exception {
        MemoryNet net = new MemoryNet();
        net.refuse("10.0.0.1:80");
        net.refuse("10.0.0.2:80");
        net.answer("[2001:db8::3]:80", terms -> {
            throw new IOException("no IPv6 here");
        });
        Dialer dialer = new Dialer(new Transports(Map.of("mem", net)));
        LivePool pool = pool(dialer);
        assertEquals("no IPv6 here", answering(pool, dialer));
        assertEquals(1, pool.servers().getFirst().failures.sum(), "one failure, whatever the number of addresses");
        pool.close();
    }

    private LivePool pool(Dialer dialer) {
        PoolSettings settings = Farm.first(1).pool(new Plugs.InOrder()).withServers(one -> settings("app.example:80"));
        LivePool pool = new LivePool("app", settings, host, Runnable::run, new Tallies(), this::find);
        pool.apply(settings, dialer);
        Stage.await(() -> !pool.servers().getFirst().addresses().isEmpty() && pool.snapshot().servers.length == 1);
        return pool;
    }

    /** The address that answers in the end, or why none does. */
    private String answering(LivePool pool, Dialer dialer) {
        Client client = new Client("web", Address.parse("10.9.0.1:1"), Address.parse("10.0.0.80:80"));
        Decision decision = new Dispatcher(
                        new Posts(List.of(), new Tallies(), host),
                        "app",
                        Map.of("app", pool),
                        Dispatcher.Limits.NONE,
                        host)
                .decide(client);
        while (decision instanceof Visit visit) {
            try (Wire wire = dialer.dial(visit, Transport.Options.USUAL)) {
                visit.answered();
                visit.close();
                return wire.remote().toString();
            } catch (IOException e) {
                decision = visit.failed(Lease.Blame.SERVER, Failures.words(e));
            }
        }
        return decision instanceof Decision.Nobody nobody ? nobody.reason() : "denied";
    }
}
