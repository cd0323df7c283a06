package nib.datagram;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nib.api.Address;
import nib.api.Client;
import nib.api.End;
import nib.api.Ip;
import nib.api.Server;
import nib.spi.Clock;
import nib.spi.Desk;
import nib.spi.Forwarder.Terms;
import nib.spi.Lease;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one listener in one loop. For each datagram of a client: {@link #find}, else {@link #begin}, then
 * {@link #request}; or {@link #route} where {@link #isSingle}. For each of a server: {@link #response}. Everything
 * belongs to the loop.
 *
 * @param <O> what the loop must know of a client to answer it
 */
public final class Table<O> {
    final Letter letter = new Letter();
    private final Outlet<O> outlet;
    private final Clock clock;
    private final Index<O> index = new Index<>();
    private final List<Era<O>> eras = new ArrayList<>();
    private final Map<Server, Silence> silences = new HashMap<>();
    private final Router<O> router;
    private Terms terms;
    private Desk desk;
    private int size;
    private boolean draining;
    private boolean told;

    /** An empty table. */
    public Table(Outlet<O> outlet, Clock clock, Terms terms, Desk desk) {
        this.outlet = outlet;
        this.clock = clock;
        this.terms = terms;
        this.desk = desk;
        this.router = new Router<>(outlet, letter);
        carry(terms, desk);
    }

    /** From now on so; sessions go on as they began. */
    public void carry(Terms now, Desk where) {
        terms = now;
        desk = where;
        silences.clear();
        router.forget();
        eras.removeIf(Era::isEmpty);
        if (eras.isEmpty() || eras.getLast().idle != now.datagrams().idle()) {
            eras.add(new Era<>(now.datagrams().idle()));
        }
    }

    /** Whether every datagram is balanced by itself; those of sessions that began before are not. */
    public boolean isSingle() {
        return terms.datagrams().single() && !draining;
    }

    /** How many sessions there are. */
    public int size() {
        return size;
    }

    /**
     * The session that takes a datagram, or null if there is none yet.
     *
     * @param high first half of the client's address, as in {@link Ip}
     * @param low second half of it
     * @param localHigh first half of the address that the client wrote to
     * @param localLow second half of it
     */
    public @Nullable Session<O> find(long high, long low, int port, long localHigh, long localLow) {
        return size == 0 ? null : index.find(high, low, port, localHigh, localLow);
    }

    /**
     * Begins a session, if guards, limits and servers allow.
     *
     * @param first its first datagram, which {@link #request} is to be given then
     */
    public @Nullable Session<O> begin(Address.Inet from, Address.Inet local, O origin, ByteBuffer first) {
        if (draining || !place()) {
            return null;
        }
        Ip there = from.ip();
        Ip here = local.ip();
        Peers peers = new Peers(there.high(), there.low(), from.port(), here.high(), here.low());
        Session<O> session = new Session<>(this, peers, eras.getLast(), origin, terms.datagrams());
        session.moved = clock.nanos();
        size++;
        return session.open(desk.begin(new Client(terms.listener(), from, local), session), terms.opening(), first)
                ? session
                : null;
    }

    private boolean place() {
        if (desk.enter() || (evict() && desk.enter())) {
            desk.paused(false, "there is room again");
            return true;
        }
        desk.paused(true, "the most sessions are open, and none of them can go");
        outlet.crowded();
        return false;
    }

    /**
     * Ends the session that can be spared best: one that no server has answered, else one whose client has not been heard
     * since the answer, else one that has been silent for a quarter of its idle time; always the one silent longest.
     *
     * @return whether there was one
     */
    public boolean evict() {
        for (Era.Rank rank : Era.Rank.values()) {
            Session<O> oldest = null;
            for (Era<O> era : eras) {
                Session<O> one = era.queue(rank).first();
                if (one != null && (oldest == null || one.moved - oldest.moved < 0)) {
                    oldest = one;
                }
            }
            if (oldest != null && (rank != Era.Rank.TALKING || clock.nanos() - oldest.moved >= oldest.era.idle / 4)) {
                oldest.end(End.LIMIT, "it had to go for a newcomer");
                return true;
            }
        }
        return false;
    }

    /** Sends a datagram of a client to the server of its session. */
    public void request(Session<O> session, ByteBuffer datagram) {
        try {
            session.request(datagram, clock.nanos());
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            session.broken(e);
        }
    }

    /**
     * A datagram came from the server of a session, and is on its way to the client.
     *
     * @param bytes how many it has
     */
    public void response(Session<O> session, int bytes) {
        try {
            session.response(bytes, clock.nanos());
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            session.broken(e);
        }
    }

    /**
     * The server of a session has no open port there.
     *
     * @param unsent what its line took for later and did not send
     */
    public void refused(Session<O> session, Unsent unsent) {
        try {
            session.refused(unsent);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            session.broken(e);
        }
    }

    /** Sends one datagram to a server that is chosen for it alone. */
    public void route(Address.Inet from, Address.Inet local, ByteBuffer datagram) {
        router.route(new Client(terms.listener(), from, local), terms, desk, datagram);
    }

    /** Ends what was silent for too long. */
    public void turn(long now) {
        for (Era<O> era : eras) {
            for (Era.Rank rank : Era.Rank.values()) {
                Session<O> one = era.queue(rank).first();
                while (one != null && now - one.moved >= era.idle) {
                    one.expire();
                    one = era.queue(rank).first();
                }
            }
        }
        if (eras.size() > 1) {
            Era<O> last = eras.getLast();
            eras.removeIf(era -> era != last && era.isEmpty());
        }
    }

    /** Milliseconds until {@link #turn} has something to do; -1 for never. */
    public int patience(long now) {
        long least = Long.MAX_VALUE;
        for (Era<O> era : eras) {
            for (Era.Rank rank : Era.Rank.values()) {
                Session<O> one = era.queue(rank).first();
                if (one != null) {
                    least = Math.min(least, Math.max(0, era.idle - (now - one.moved)));
                }
            }
        }
        return least == Long.MAX_VALUE
                ? -1
                : (int) Math.min(TimeUnit.NANOSECONDS.toMillis(least) + 1, Integer.MAX_VALUE);
    }

    /** Lets nobody new in; tells when the last session has ended. */
    public void drain() {
        draining = true;
        tell();
    }

    /** Cuts all sessions. */
    public void cut() {
        draining = true;
        for (Era<O> era : eras) {
            for (Era.Rank rank : Era.Rank.values()) {
                Session<O> one = era.queue(rank).first();
                while (one != null) {
                    one.end(End.CUT, "");
                    one = era.queue(rank).first();
                }
            }
        }
        tell();
    }

    private void tell() {
        if (draining && size == 0 && !told) {
            told = true;
            router.forget();
            outlet.drained();
        }
    }

    Line dial(Session<O> session, Lease lease) throws Refusal {
        try {
            return outlet.dial(session, lease.address(), lease.source(), lease.transparent());
        } catch (Refusal refusal) {
            if (refusal.blame() == Lease.Blame.EXHAUSTED && size > 1 && evict()) {
                return outlet.dial(session, lease.address(), lease.source(), lease.transparent());
            }
            throw refusal;
        }
    }

    /** It has a server: whatever its client writes is its. */
    void seated(Session<O> session, Era.Rank rank) {
        index.add(session);
        session.era.queue(rank).add(session);
    }

    /** It takes no more; what comes next begins another, and answers still come. */
    void full(Session<O> session) {
        index.remove(session);
    }

    void ended(Session<O> session) {
        index.remove(session);
        size--;
        tell();
    }

    Silence silence(Server server) {
        return silences.computeIfAbsent(server, one -> new Silence());
    }

    void post(Runnable work) {
        outlet.post(work);
    }
}
