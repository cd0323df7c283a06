package nib.kernel;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import nib.api.End;
import nib.api.Event;
import nib.spi.Clock;
import nib.spi.Host;
import nib.spi.Resident;

/**
 * A plan that runs. Made by {@link #open}, changed by {@link #apply}, ended by {@link #stop}; every method may be
 * called by any thread.
 */
public final class House implements Host {
    /** How long a start or a reload waits for the first look-up of host names, nanoseconds. */
    static final long NAMES = TimeUnit.SECONDS.toNanos(2);

    /** When the house says first, while it stops, who is still there, nanoseconds; then after twice as long. */
    private static final long STILL_THERE = TimeUnit.SECONDS.toNanos(2);

    /** How long listeners have to close even when nobody has patience, nanoseconds. */
    private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(250);

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int TICKS_A_SECOND = 4;

    /** Residents of an old plan, until the sessions up to that number are over. */
    private record Farewell(List<Resident> residents, long newest) {}

    private final Clock clock;
    private final Events events;
    private final ExecutorService offPath = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("nib-snapshots").factory());
    private final AtomicLong plans = new AtomicLong();
    private final List<Farewell> farewells = new CopyOnWriteArrayList<>();
    private final Sessions sessions;
    private final Loads loads = new Loads(this);
    private final Inquiry inquiry = new Inquiry(this);
    private final int descriptors;
    private final long started;
    private volatile Plan plan;
    private volatile Map<String, LiveListener> listeners = Map.of();
    private volatile Map<String, LivePool> pools = Map.of();
    private volatile boolean stopping;
    private int ticks;

    private House(Plan plan, Clock clock, int descriptors) {
        this.plan = plan;
        this.clock = clock;
        this.events = new Events(new RateLimit(clock));
        this.descriptors = descriptors;
        this.started = clock.nanos();
        this.sessions = new Sessions(0);
    }

    /**
     * Starts a plan: every listener is bound and accepts, or none is.
     *
     * @throws IOException with a message for the operator, when an address is taken, a file cannot be written, the
     *     limit on open files is too low
     */
    public static House open(Plan plan) throws IOException {
        return open(plan, new SystemClock(), Descriptors.limit());
    }

    /** The same by another clock and with another limit on open files. */
    static House open(Plan plan, Clock clock, int descriptors) throws IOException {
        House house = new House(plan, clock, descriptors);
        try {
            house.apply(plan);
        } catch (IOException | RuntimeException e) {
            house.end();
            throw e;
        }
        house.clock.after(TICK, house::tick);
        return house;
    }

    /**
     * Brings another plan into force. What is equal in both stays as it is: sockets, servers with their counters and
     * health, tracked clients, log files. Sessions that are open go on under the plan they began with.
     *
     * @throws IOException when something of the plan cannot be opened; then nothing has changed
     */
    public synchronized void apply(Plan next) throws IOException {
        if (stopping) {
            throw new IOException("it is stopping");
        }
        int limit = sessionLimit(next);
        Changeover changeover = new Changeover(this, next);
        changeover.prepare();
        sessions.gate().limit(limit);
        changeover.commit();
        sessions.cut(this::inMaintenance, End.CUT, "its server is in maintenance");
        tell(new Event.PlanApplied(
                plans.incrementAndGet(),
                listeners.size() + " listeners, " + pools.size() + " pools, at most " + limit + " sessions"));
    }

    private int sessionLimit(Plan next) throws IOException {
        int fit = Descriptors.sessions(descriptors, next.settings().listeners().size());
        int wanted = next.settings().sessions();
        if (fit < 1 || wanted > fit) {
            throw new IOException("sessions: " + Math.max(wanted, 1) + " do not fit into a limit of " + descriptors
                    + " open files (2 for each session and 64 more); raise it with ulimit -n");
        }
        return wanted == 0 ? fit : wanted;
    }

    private boolean inMaintenance(Passage session) {
        LiveServer server = session.server();
        return server != null && server.settings().state() == ServerSettings.Wish.MAINT;
    }

    /** Changes the plan in force at run time, by the same way that a file takes. */
    public synchronized void change(UnaryOperator<HouseSettings> change) throws IOException {
        apply(plan.with(change.apply(plan.settings())));
    }

    /** Called by the changeover when everything new is there. */
    void take(Plan next, Map<String, LiveListener> nextListeners, Map<String, LivePool> nextPools) {
        List<Resident> leave = new ArrayList<>(residents());
        leave.removeIf(next::holds);
        plan = next;
        listeners = nextListeners;
        pools = nextPools;
        events.observers(next.settings().observers());
        loads.watch(next.parts().loaded());
        inquiry.tallies().keep(next.guards());
        if (!leave.isEmpty()) {
            farewells.add(new Farewell(leave, sessions.newest()));
        }
    }

    private void tick() {
        long now = clock.nanos();
        sessions.tick(now);
        if (++ticks % TICKS_A_SECOND == 0) {
            pools.values().forEach(pool -> pool.expire(now));
            if (!farewells.isEmpty()) {
                Thread.ofVirtual().start(this::sayFarewell);
            }
            if (!plan.parts().loaded().isEmpty()) {
                Thread.ofVirtual().start(loads::look);
            }
        }
        clock.after(TICK, this::tick);
    }

    private synchronized void sayFarewell() {
        farewells.removeIf(old -> {
            boolean over = sessions.goneUpTo(old.newest());
            if (over) {
                closeAll(old.residents());
            }
            return over;
        });
    }

    /**
     * Stops: closes listeners at once, lets open connections go on for a while, then cuts them.
     *
     * @param patience the longest to wait for connections to end; {@link #cutAll} ends the wait
     * @return how many connections had to be cut
     */
    public int stop(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        long closed = Math.max(deadline, System.nanoTime() + GRACE);
        for (LiveListener listener : shut()) {
            listener.awaitClosed(closed - System.nanoTime());
        }
        awaitNone(deadline);
        int cut = cutAll();
        sessions.awaitNone(TimeUnit.SECONDS.toNanos(1));
        end();
        return cut;
    }

    /** Says now and then who is still there. */
    private void awaitNone(long deadline) {
        long pause = STILL_THERE;
        for (long left = deadline - System.nanoTime(); left > 0 && sessions.size() > 0; pause *= 2) {
            sessions.awaitNone(Math.min(left, pause));
            left = deadline - System.nanoTime();
            if (left > 0) {
                sessions.oldest().ifPresent(one -> tell(new Event.Note("house", false, stillThere(one.status()))));
            }
        }
    }

    private String stillThere(Status.Connection oldest) {
        return sessions.size() + " connections are still open, the oldest is " + oldest.phase() + " for "
                + oldest.client() + " since " + TimeUnit.NANOSECONDS.toSeconds(oldest.age()) + " s";
    }

    /** Not while a plan is being brought into force: its listeners would be left open. */
    private synchronized Collection<LiveListener> shut() {
        stopping = true;
        listeners.values().forEach(LiveListener::close);
        return listeners.values();
    }

    /** Cuts every connection; when the house is stopping, also those that still wait for room. */
    public int cutAll() {
        if (stopping) {
            sessions.close();
        }
        return sessions.cut(session -> true, End.DRAINED, "the time for draining is over");
    }

    /** Cuts one connection; whether it was there. */
    public boolean cut(long id) {
        return sessions.cut(session -> session.id == id, End.CUT, "by command") > 0;
    }

    /**
     * Leaves a server alone for a while, as after a failed connect, or trusts it again at once.
     *
     * @param time at most a day; zero to trust it
     * @return whether there is such a server
     */
    public boolean shun(String pool, String server, Duration time) {
        LivePool where = pools.get(pool);
        Optional<LiveServer> found = where == null
                ? Optional.empty()
                : where.everyone().stream()
                        .filter(one -> one.name.equals(server))
                        .findFirst();
        found.ifPresent(one -> {
            if (time.isZero()) {
                one.health.trust("by command");
            } else {
                one.health.failed("by command", time.toNanos(), clock);
            }
        });
        return found.isPresent();
    }

    /** For those who ask what becomes of clients, and why. */
    public Inquiry inquiry() {
        return inquiry;
    }

    private synchronized void end() {
        farewells.forEach(old -> closeAll(old.residents()));
        farewells.clear();
        closeAll(residents());
        pools.values().forEach(LivePool::close);
        offPath.shutdown();
        if (clock instanceof SystemClock ours) {
            ours.close();
        }
    }

    /** In the reverse order of opening; one that throws does not keep others open. */
    void closeAll(List<Resident> some) {
        for (Resident one : some.reversed()) {
            try {
                one.close();
            } catch (RuntimeException e) {
                tell(new Event.PluginFailed("resident", one.getClass().getName(), Failures.words(e)));
            }
        }
    }

    /** The plan in force. */
    public Plan plan() {
        return plan;
    }

    /** What is to be seen now. */
    public Status status() {
        return Portrait.of(this, plans.get(), clock.nanos() - started, stopping);
    }

    /** The connections that are open now. */
    public List<Status.Connection> connections() {
        return sessions.all().stream().map(Passage::status).toList();
    }

    private List<Resident> residents() {
        return listeners.isEmpty() ? List.of() : plan.residents();
    }

    /** Whether a resident is open already. */
    boolean holds(Resident one) {
        return !listeners.isEmpty() && plan.holds(one);
    }

    Map<String, LiveListener> listeners() {
        return listeners;
    }

    Map<String, LivePool> pools() {
        return pools;
    }

    Sessions sessions() {
        return sessions;
    }

    LivePool pool(String name, PoolSettings settings) {
        return new LivePool(name, settings, this, offPath, inquiry.tallies(), InetAddress::getAllByName);
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Thread thread(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name(name).start(work);
    }

    @Override
    public void tell(Event event) {
        if (event instanceof Event.ConnectionEnded ended) {
            inquiry.ended(ended);
        }
        events.tell(event);
    }
}
