package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nib.api.Address;
import nib.api.ServerState;
import nib.spi.Clock;
import nib.spi.LocalFailure;
import nib.spi.Probe;
import nib.testkit.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server is asked again and again, one question at a time, and its answers count as the schedule says. */
@Timeout(20)
class ProberTest {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** What the next check does. */
    private interface Reply {
        void say(Probe.Target target) throws IOException;
    }

    private final ManualClock clock = new ManualClock();
    private Duration step = EVERY.dividedBy(4);
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicInteger timeouts = new AtomicInteger();
    private final MemoryNet net = new MemoryNet();
    private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final LiveServer server = new LiveServer(
            new ServerSettings(
                    Endpoint.parse("10.0.0.1:80"),
                    Optional.empty(),
                    1,
                    0,
                    0,
                    0,
                    ServerSettings.Wish.READY,
                    Optional.empty(),
                    List.of()),
            (one, from, to, reason) -> changes.add(to.word() + ": " + reason));

    private final Prober prober = new Prober(
            server,
            Farm.first(1).pool(new Plugs.InOrder()),
            new Probe() {
                @Override
                public void check(Target target) throws IOException {
                    try {
                        replies.take().say(target);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IOException("closed by interrupt");
                    }
                }

                @Override
                public Schedule schedule() {
                    return new Schedule(EVERY, TIMEOUT, 2, 2);
                }
            },
            new Dialer(new Transports(Map.of("mem", net))),
            new Watched());

    /** Tells when the next question is planned, and when one has begun. */
    private final class Watched implements Clock {
        @Override
        public long nanos() {
            return clock.nanos();
        }

        @Override
        public long millis() {
            return clock.millis();
        }

        @Override
        public Runnable after(long nanos, Runnable task) {
            Runnable callOff = clock.after(nanos, task);
            if (nanos == EVERY.toNanos()) {
                questions.incrementAndGet();
            } else if (nanos == TIMEOUT.toNanos()) {
                timeouts.incrementAndGet();
            }
            return callOff;
        }
    }

    @AfterEach
    void stops() {
        prober.stop();
        Stage.await(() -> clock.waiting() == 0);
    }

    private static void good(Probe.Target target) {}

    private static void bad(Probe.Target target) throws IOException {
        throw new IOException("503\nService Unavailable");
    }

    /** Moves time to the next question: the first comes within a quarter of the interval. */
    private void turn() {
        clock.advance(step);
        step = EVERY;
    }

    /** Lets the question be asked that is due, and waits until the next one is planned. */
    private void ask(Reply reply) {
        replies.add(reply);
        int before = questions.get();
        turn();
        Stage.await(() -> questions.get() > before);
    }

    @Test
    void badAnswersTakeAServerOutAndGoodOnesBringItBack() throws Exception {
        prober.start();
        ask(ProberTest::bad);
        assertEquals(List.of(), changes);
        ask(ProberTest::bad);
        assertEquals(ServerState.DOWN, server.state());
        ask(ProberTest::good);
        ask(ProberTest::good);
        assertEquals(List.of("down: probe: 503\\u000aService Unavailable", "up: 2 probes answered"), changes);
    }

    @Test
    void aProbeThatThrowsWhatItMustNotIsABadAnswer() throws Exception {
        prober.start();
        for (int i = 0; i < 2; i++) {
            ask(target -> {
                throw new IllegalStateException("a bug");
            });
        }
        assertEquals(List.of("down: probe: a bug"), changes);
    }

    @Test
    void ourOwnFailuresCountNeitherWay() throws Exception {
        prober.start();
        ask(ProberTest::bad);
        ask(target -> {
            throw new LocalFailure("no descriptors", true, null);
        });
        assertEquals(List.of(), changes);
        ask(ProberTest::bad);
        assertEquals(ServerState.DOWN, server.state());
    }

    @Test
    void aServerThatDoesNotAnswerInTimeIsInterrupted() throws Exception {
        prober.start();
        for (int i = 0; i < 2; i++) {
            int question = i + 1;
            turn();
            Stage.await(() -> timeouts.get() == question);
            clock.advance(TIMEOUT);
            Stage.await(() -> questions.get() == question);
        }
        assertEquals(List.of("down: probe: no answer in time"), changes);
    }

    @Test
    void aServerInMaintenanceIsLeftAlone() throws Exception {
        prober.start();
        server.settings(server.settings().with(ServerSettings.Wish.MAINT));
        replies.add(ProberTest::bad);
        for (int i = 0; i < 3; i++) {
            int question = i + 1;
            turn();
            Stage.await(() -> questions.get() == question);
        }
        assertEquals(1, replies.size(), "nobody asked");
        replies.clear();
    }

    @Test
    void anAnswerAfterTheStopDoesNotCount() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        server.health.probeBad(2, "first");
        prober.start();
        replies.add(target -> {
            asked.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            bad(target);
        });
        turn();
        assertTrue(asked.await(10, TimeUnit.SECONDS));
        prober.stop();
        gate.countDown();
        Stage.await(() -> clock.waiting() == 0);
        assertEquals(List.of(), changes);
    }

    @Test
    void aProbeKnowsItsServerAndConnectsByItsTransport() throws Exception {
        prober.start();
        ask(target -> {
            assertEquals(server, target.server());
            assertEquals(Address.parse("10.0.0.1:80"), target.address());
            target.connect(Address.parse("10.0.0.1:8080"), Duration.ofMillis(700))
                    .close();
        });
        assertEquals(List.of(Address.parse("10.0.0.1:8080")), net.asked());
        assertEquals(Duration.ofMillis(700).toNanos(), net.lastTerms().timeout());
        assertEquals(List.of(), changes);
    }
}
