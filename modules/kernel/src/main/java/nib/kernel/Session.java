package nib.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import nib.api.Client;
import nib.api.End;
import nib.api.Event;
import nib.api.Verdict;
import nib.spi.Connection;
import nib.spi.Filter;
import nib.spi.LocalFailure;
import nib.spi.Wire;
import org.jspecify.annotations.Nullable;

/**
 * One client on its virtual thread, from the accept to the end.
 *
 * <pre>
 *   JUDGING --let in--> GREETING --filters done--> CHOOSING --server--> CONNECTING --answered--> RELAYING
 *      |   \--tarpit--> HELD  |                     |  ^----failed---------+                       |
 *      |                 |    |                     |                      |                       |
 *      +---- denied -----+----+-- time is over -----+-- nobody left -------+-- closed, reset, idle, cut --> ended
 * </pre>
 *
 * The thread that runs it moves it through the phases. {@link #cut} and {@link #tick} may come from any thread and end
 * it by cutting the wires under it. The first end that is said is the one that counts.
 */
final class Session implements Runnable {
    /** Where a session is in its life. */
    enum Phase {
        JUDGING,
        HELD,
        GREETING,
        CHOOSING,
        CONNECTING,
        RELAYING
    }

    /** Ticks after which what must be quick is not: about a second. */
    private static final int SLOW = 4;

    final long id;
    final Client client;
    final Rules rules;
    private final Wire wire;
    private final long accepted;
    private final long acceptedMillis;
    private volatile Phase phase = Phase.JUDGING;
    private volatile @Nullable Thread thread;
    private int slow;
    private volatile @Nullable Relay relay;
    private volatile @Nullable Visit visit;
    private volatile @Nullable Wire dialled;
    private volatile long dialledAt;
    private @Nullable End end;
    private String reason = "";
    private long connect = -1;

    Session(long id, Wire wire, Rules rules) {
        this.id = id;
        this.wire = wire;
        this.rules = rules;
        this.client = new Client(rules.listener(), wire.remote(), wire.local());
        this.accepted = rules.host().clock().nanos();
        this.acceptedMillis = rules.host().clock().millis();
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try (wire) {
            wire.introduce(client);
            switch (rules.dispatcher().admit(client)) {
                case Visit guest -> welcome(guest);
                case Decision.Denied denied -> refuse(denied.verdict());
                case Decision.Nobody nobody -> end(nobody.end(), nobody.reason());
            }
        } catch (IOException e) {
            end(End.CLIENT_RESET, Failures.words(e));
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            broken(e);
        } finally {
            account();
        }
    }

    private void welcome(Visit guest) throws IOException {
        visit = guest;
        phase = Phase.GREETING;
        try (guest) {
            chain(rules.settings().filters().iterator(), this::serve).handle(new Connection(client, wire, null, null));
            end(End.CLIENT_CLOSED, "a filter ended it");
            settle();
        }
    }

    /** The filters that are left, one around the other, and in the middle the last step. */
    private static Filter.Next chain(Iterator<Filter> filters, Filter.Next last) {
        if (!filters.hasNext()) {
            return last;
        }
        Filter first = filters.next();
        Filter.Next rest = chain(filters, last);
        return connection -> first.handle(connection, rest);
    }

    /** Asks for one server after the other until one answers, then moves bytes. */
    private void serve(Connection front) {
        if (phase != Phase.GREETING) {
            throw new IllegalStateException("a filter went on twice");
        }
        phase = Phase.CHOOSING;
        Visit guest = visit();
        if (front.pool() != null) {
            guest.divert(rules.dispatcher().pool(front.pool()));
        }
        Decision decision = guest.lease();
        while (decision instanceof Lease lease) {
            phase = Phase.CONNECTING;
            Failure failure = attempt(front.wire(), lease);
            if (failure == null) {
                return;
            }
            if (failure.exhausted()) {
                end(End.LOCAL_ERROR, failure.reason());
                return;
            }
            phase = Phase.CHOOSING;
            decision = lease.failed(failure.local(), failure.reason());
            if (isOver()) {
                return;
            }
        }
        switch (decision) {
            case Decision.Nobody nobody -> end(nobody.end(), nobody.reason());
            case Decision.Denied denied -> refuse(denied.verdict());
            case Lease lease -> throw new IllegalStateException("the loop ends with the last lease");
        }
    }

    /** Why an attempt failed. */
    private record Failure(boolean local, boolean exhausted, String reason) {}

    /** One connect and, if it is answered, the whole relay; null when the client was served. */
    private @Nullable Failure attempt(Wire front, Lease lease) {
        LivePool pool = visit().pool();
        try (Wire back = rules.dialer().dial(lease.server(), pool.settings(), rules.options())) {
            dialledAt = rules.host().clock().nanos();
            dialled = back;
            if (isOver()) {
                back.reset(); // whoever cut the session just now did not know of this wire yet
                return null;
            }
            chain(pool.settings().filters().iterator(), ready -> relay(front, ready.wire(), lease))
                    .handle(new Connection(client, back, pool.name, lease.server()));
            return relay == null ? new Failure(false, false, "a filter gave up") : null;
        } catch (LocalFailure e) {
            return relay == null ? new Failure(true, e.exhausted(), Failures.words(e)) : null;
        } catch (IOException e) {
            return relay == null ? new Failure(false, false, Failures.words(e)) : null;
        }
    }

    private void relay(Wire front, Wire back, Lease lease) {
        if (relay != null) {
            throw new IllegalStateException("a filter went on twice");
        }
        lease.answered();
        connect = rules.host().clock().nanos() - accepted;
        Relay both = new Relay(this, front, back, lease);
        relay = both;
        phase = Phase.RELAYING;
        if (isOver()) {
            both.cut(); // whoever cut the session just now did not know of the server yet
        }
        both.run();
    }

    private void refuse(Verdict.Deny verdict) {
        end(End.DENIED, verdict.reason());
        switch (verdict.how()) {
            case CLOSE -> {}
            case RESET, DROP -> wire.reset();
            case TARPIT -> hold();
        }
    }

    /** Answers nothing until the client has enough or {@link #tick} finds that it was long enough. */
    private void hold() {
        phase = Phase.HELD;
        ByteBuffer dustbin = ByteBuffer.allocate(256);
        try {
            while (wire.read(dustbin.clear()) >= 0) {
                // what a client says here is of no interest
            }
        } catch (IOException e) {
            // the client went, or its time is over: both are what the tarpit is for
        }
    }

    /** Looks at the clock: called a few times a second for each session. */
    void tick(long now) {
        ListenerSettings limits = rules.settings();
        long age = now - accepted;
        Relay both = relay;
        if (both != null) {
            both.tick(now, limits.idle().toNanos(), limits.halfClosed().toNanos());
        } else if (phase.compareTo(Phase.CHOOSING) < 0
                && phase != Phase.HELD
                && age > limits.handshake().toNanos()) {
            cut(End.HANDSHAKE, "no complete handshake");
        } else if (phase == Phase.CONNECTING
                && now - dialledAt > visit().pool().settings().connect().toNanos()) {
            hangUp(); // its filters have waited for the server for as long as a connect may take
        } else if (phase == Phase.HELD && age > limits.tarpit().toNanos()) {
            wire.reset();
        }
        watch();
    }

    /**
     * Names whoever holds the session up where nobody may: a guard, a policy, or a filter or observer when all is over.
     */
    private void watch() {
        boolean quick = phase == Phase.JUDGING || phase == Phase.CHOOSING || (isOver() && phase != Phase.HELD);
        slow = quick ? slow + 1 : 0;
        Thread runner = thread;
        if (slow == SLOW && runner != null) {
            Culprit.of(runner)
                    .ifPresent(one ->
                            rules.host().tell(new Event.PluginStuck(rules.listener(), one.module(), one.place())));
        }
    }

    /** Says how the session ended, unless that has been said. */
    synchronized void end(End how, String why) {
        if (end == null) {
            end = how;
            reason = why;
        }
    }

    /** Something of a plugin threw what it must not. */
    void broken(Throwable e) {
        end(End.PLUGIN_ERROR, Failures.words(e));
        rules.host().tell(new Event.PluginFailed("session", rules.listener(), Failures.words(e)));
    }

    private synchronized boolean isOver() {
        return end != null;
    }

    /** Ends the session at once, both wires with a reset. */
    void cut(End how, String why) {
        end(how, why);
        wire.reset();
        hangUp();
        Relay both = relay;
        if (both != null) {
            both.cut();
        }
    }

    private void hangUp() {
        Wire back = dialled;
        if (back != null) {
            back.reset();
        }
    }

    private Visit visit() {
        Visit guest = visit;
        if (guest == null) {
            throw new IllegalStateException("not let in");
        }
        return guest;
    }

    private void settle() {
        Relay both = relay;
        if (both != null) {
            both.settle();
        }
    }

    private synchronized void account() {
        Relay both = relay;
        Visit guest = visit;
        rules.host()
                .tell(new Event.ConnectionEnded(
                        id,
                        client,
                        new Event.Route(
                                guest == null ? null : guest.pool().name,
                                both == null ? null : both.server().name,
                                guest == null ? 0 : guest.attempts()),
                        new Event.Traffic(both == null ? 0 : both.sent(), both == null ? 0 : both.received()),
                        new Event.Times(
                                acceptedMillis, connect, rules.host().clock().nanos() - accepted),
                        end == null ? End.CLIENT_CLOSED : end,
                        reason));
    }

    /** The server that serves this session, or null. */
    @Nullable LiveServer server() {
        Relay both = relay;
        return both == null ? null : both.server();
    }

    /** What is to be seen of it from outside. */
    Status.Connection status() {
        Relay both = relay;
        Visit guest = visit;
        return new Status.Connection(
                id,
                rules.listener(),
                client.address().toString(),
                guest == null ? null : guest.pool().name,
                both == null ? null : both.server().name,
                phase.name().toLowerCase(java.util.Locale.ROOT),
                both == null ? 0 : both.sent(),
                both == null ? 0 : both.received(),
                rules.host().clock().nanos() - accepted);
    }
}
