package nib.kernel;

import static java.util.Objects.requireNonNull;

import nib.api.Client;
import nib.api.End;
import nib.api.Event;
import nib.api.Verdict;
import nib.spi.Decision;
import nib.spi.Flow;
import nib.spi.Opening;
import org.jspecify.annotations.Nullable;

/**
 * A client on its way through the house, whoever moves its bytes: what is decided about it, what it moved, how it ended.
 *
 * <pre>
 *   begun --enter--> inside --ask--> seated --connected--> served
 *     |  waits         | waits         |  ^--failed--+       |
 *     +----------------+----- end -----+-------------+-------+--> over: one event, everything given back
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
    private boolean inside;
    private boolean settled;
    private boolean held;
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

    @Override
    public Decision decide() {
        return answer();
    }

    @Override
    public Decision again() {
        return answer();
    }

    /** Asks what must not take long; what throws there costs its own connection. */
    private Decision answer() {
        busy = Thread.currentThread();
        try {
            Decision not = enter();
            return not == null ? ask(guest()) : not;
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            broken(e);
            return new Decision.Nobody(End.PLUGIN_ERROR, Failures.words(e));
        } finally {
            busy = null;
        }
    }

    /** The client, once it is let in. */
    Visit guest() {
        Visit guest = visit;
        if (guest == null) {
            throw new IllegalStateException("nobody was let in yet");
        }
        return guest;
    }

    /** Lets the client in: null once it is; else why not, or how long to wait before it is asked again. */
    @Nullable Decision enter() {
        if (visit == null) {
            switch (rules.dispatcher().judge(client, wish)) {
                case Visit guest -> {
                    guest.of(this);
                    visit = guest;
                }
                case Admission.Refused refused -> {
                    return bounded(refused.why());
                }
            }
        }
        return inside ? null : bounded(step(guest()));
    }

    /** Over the threshold: in its time, and if its client has no more connections than it may. */
    private @Nullable Decision step(Visit guest) {
        long now = rules.host().clock().nanos();
        Decision not = early(guest, now);
        if (not == null) {
            not = oneMore(guest, now);
            inside = not == null;
        }
        return not;
    }

    private @Nullable Decision early(Visit guest, long now) {
        long early = guest.early(now);
        return early <= 0 ? null : carrier.waits() ? new Decision.Wait(early) : Dispatcher.tooEarly();
    }

    private @Nullable Decision oneMore(Visit guest, long now) {
        Dispatcher dispatcher = rules.dispatcher();
        ClientLimit limit = dispatcher.limits().connections();
        Line line = limit == null || !carrier.waits() ? null : limit.line(client);
        if (limit == null || line == null) {
            return dispatcher.isWithin(guest) ? null : dispatcher.over();
        }
        if (turn == null) {
            turn = new Turn(new OneMore(guest), line, limit.settings().queue().orElseThrow(), this, now);
        }
        Decision not = turn.ask(now);
        turn = not instanceof Decision.Wait ? turn : null;
        return not;
    }

    /** Asks for a seat in its pool, or for a place in the queue there. */
    Decision ask(Visit guest) {
        if (!settled) {
            settled = true;
            Decision not = rules.dispatcher().settle(guest);
            if (not != null) {
                return requireNonNull(bounded(not));
            }
        }
        long now = rules.host().clock().nanos();
        Decision early = early(guest, now);
        return early == null ? seat(guest, now) : early;
    }

    private Decision seat(Visit guest, long now) {
        LivePool pool = guest.pool();
        QueueSettings queue = pool.settings().queue().orElse(null);
        if (turn == null && queue != null && carrier.waits()) {
            turn = new Turn(new Seat(guest), pool.queue(), queue, this, now);
        }
        return turn == null ? guest.lease() : requireNonNull(turn.ask(now));
    }

    /** The tarpit has so many places; who finds none is cut. */
    private @Nullable Decision bounded(@Nullable Decision decision) {
        if (decision instanceof Decision.Denied denied && denied.verdict().how() == Verdict.How.TARPIT && !held) {
            held = rules.tarpit().enter();
            if (!held) {
                String why = denied.verdict().reason() + "; the tarpit is full";
                return new Decision.Denied(new Verdict.Deny(Verdict.How.RESET, why), denied.end());
            }
        }
        return decision;
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
                if (held) {
                    rules.tarpit().leave();
                }
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
