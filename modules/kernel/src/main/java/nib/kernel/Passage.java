package nib.kernel;

import nib.api.Client;
import nib.api.End;
import nib.api.Event;
import nib.spi.Decision;
import nib.spi.Flow;
import nib.spi.Opening;
import org.jspecify.annotations.Nullable;

/**
 * A client on its way through the house, whoever moves its bytes: what is decided about it, what it moved, how it ended.
 *
 * <pre>
 *   begun --admit--> inside --lease--> seated --connected--> served
 *     |                |                  |  ^--failed--+       |
 *     +----------------+------- end ------+-------------+-------+--> over: one event, everything given back
 * </pre>
 *
 * It belongs to the thread that carries it, but for {@link #cut}, {@link #status} and {@link #tick}. The first end that
 * is said is the one that counts.
 */
final class Passage implements Flow {
    /** Ticks after which what must be quick is not: about a second. */
    private static final int SLOW = 4;

    final long id;
    final Rules rules;
    private final Carrier carrier;
    private final Runnable after;
    private final long accepted;
    private final long acceptedMillis;
    private volatile Client client;
    private volatile @Nullable Visit visit;
    private volatile @Nullable LiveServer serving;
    private volatile @Nullable Thread busy;
    private @Nullable String wish;
    private @Nullable Turn turn;
    private int slow;
    private volatile long sent;
    private volatile long received;
    private long connect = -1;
    private @Nullable End end;
    private String reason = "";
    private boolean over;

    /**
     * Begins.
     *
     * @param after gives back what was taken for it; runs once, at the end
     */
    Passage(long id, Client client, Rules rules, Carrier carrier, Runnable after) {
        this.id = id;
        this.client = client;
        this.rules = rules;
        this.carrier = carrier;
        this.after = after;
        this.accepted = rules.host().clock().nanos();
        this.acceptedMillis = rules.host().clock().millis();
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public Client client() {
        return client;
    }

    Carrier carrier() {
        return carrier;
    }

    /** Nanoseconds since it began. */
    long age(long now) {
        return now - accepted;
    }

    @Override
    public void opened(Opening.Done done) {
        client = done.client();
        if (done.pool() != null) {
            wish = done.pool();
        }
    }

    /** Asks openings' wish, guards and limits; the visit is given back at the end. */
    Admission admit() {
        Admission admission = rules.dispatcher().admit(client, wish);
        if (admission instanceof Visit guest) {
            guest.of(this);
            visit = guest;
        }
        return admission;
    }

    @Override
    public Decision decide() {
        return answer(null);
    }

    @Override
    public Decision again() {
        Visit guest = visit;
        if (guest == null) {
            throw new IllegalStateException("nobody was asked yet");
        }
        return answer(guest);
    }

    /** Asks what must not take long, for a guest or for who is none yet; what throws there costs its own connection. */
    private Decision answer(@Nullable Visit guest) {
        busy = Thread.currentThread();
        try {
            return guest == null ? enter() : ask(guest);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            broken(e);
            return new Decision.Nobody(End.PLUGIN_ERROR, Failures.words(e));
        } finally {
            busy = null;
        }
    }

    private Decision enter() {
        return switch (admit()) {
            case Visit guest -> ask(guest);
            case Admission.Refused refused -> refused.why();
        };
    }

    /** Asks for a seat, or for a place in the queue. */
    Decision ask(Visit guest) {
        PoolSettings.Line line = guest.pool().settings().queue().orElse(null);
        Turn now = turn;
        if (line == null || !carrier.waits()) {
            leaveQueue();
            return guest.lease();
        }
        long nanos = rules.host().clock().nanos();
        if (now == null) {
            now = new Turn(guest, this, line, nanos);
            turn = now;
        }
        return now.ask(line, nanos);
    }

    private void leaveQueue() {
        Turn waiting = turn;
        if (waiting != null) {
            waiting.leave();
        }
    }

    /** The server has answered. */
    void served(LiveServer server) {
        if (serving == null) {
            connect = age(rules.host().clock().nanos());
        }
        serving = server;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    public void count(long more, long back) {
        Visit guest = visit;
        if (guest != null) {
            guest.count(more, back);
            sent += more;
            received += back;
        }
    }

    /** Says how it ended, unless that has been said. */
    synchronized void say(End how, String why) {
        if (end == null) {
            end = how;
            reason = why;
        }
    }

    /** Whether it has been said how it ended. */
    synchronized boolean isOver() {
        return end != null;
    }

    /** Something of a plugin threw what it must not. */
    void broken(Throwable e) {
        say(End.PLUGIN_ERROR, Failures.words(e));
        rules.host().tell(new Event.PluginFailed("session", rules.listener(), Failures.words(e)));
    }

    /** Ends it soon. */
    void cut(End how, String why) {
        say(how, why);
        carrier.cut(this);
    }

    @Override
    public void end(End how, String why) {
        say(how, why);
        if (!over) {
            over = true;
            try {
                release();
                account();
            } finally {
                after.run();
            }
        }
    }

    /** Gives seat and places back; again does nothing. */
    void release() {
        leaveQueue();
        Visit guest = visit;
        if (guest != null) {
            guest.close();
        }
    }

    private synchronized void account() {
        Visit guest = visit;
        LiveServer server = serving;
        rules.host()
                .tell(new Event.ConnectionEnded(
                        id,
                        client,
                        new Event.Route(
                                guest == null ? null : guest.pool().name,
                                server == null ? null : server.name,
                                guest == null ? 0 : guest.attempts()),
                        new Event.Traffic(sent, received),
                        new Event.Times(
                                acceptedMillis,
                                connect,
                                age(rules.host().clock().nanos())),
                        end == null ? End.CLIENT_CLOSED : end,
                        reason));
    }

    /** Looks at the clock: called a few times a second. Names who holds up what must be quick. */
    void tick(long now) {
        Thread thinking = carrier instanceof Session session ? session.tick(now) : busy;
        slow = thinking == null ? 0 : slow + 1;
        if (thinking != null && slow == SLOW) {
            Culprit.of(thinking)
                    .ifPresent(one ->
                            rules.host().tell(new Event.PluginStuck(rules.listener(), one.module(), one.place())));
        }
    }

    /** The server that serves it, or null. */
    @Nullable LiveServer server() {
        return serving;
    }

    /** How long a connect to a server may take now. */
    long connectNanos() {
        Visit guest = visit;
        return guest == null ? Long.MAX_VALUE : guest.timeout();
    }

    /** Where it is going, or null. */
    @Nullable LivePool pool() {
        Visit guest = visit;
        return guest == null ? null : guest.pool();
    }

    /** What is to be seen of it from outside. */
    Status.Connection status() {
        if (carrier instanceof Session session) {
            session.settle();
        }
        LivePool pool = pool();
        LiveServer server = serving;
        return new Status.Connection(
                id,
                rules.listener(),
                client.address().toString(),
                pool == null ? null : pool.name,
                server == null ? null : server.name,
                phase(server),
                sent,
                received,
                age(rules.host().clock().nanos()));
    }

    private String phase(@Nullable LiveServer server) {
        if (carrier instanceof Session session) {
            return session.phase();
        }
        return server == null ? "connecting" : "relaying";
    }
}
