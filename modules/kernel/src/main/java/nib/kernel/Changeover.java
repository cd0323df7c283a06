package nib.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nib.api.Address;
import nib.api.Event;
import nib.spi.Forwarder;
import nib.spi.Resident;
import nib.spi.Transport;
import org.jspecify.annotations.Nullable;

/**
 * From one plan to the next, all or nothing: what can fail comes first and is undone if it does.
 *
 * <pre>
 *   prepare: bind new addresses, open new residents ----fails----> undo: as if nothing had been
 *      |
 *   commit: pools, rules of listeners, start accepting, close what the plan no longer has
 * </pre>
 */
final class Changeover {
    private final House house;
    private final Plan plan;
    private final Dialer dialer;
    private final Map<String, LiveListener> kept = new LinkedHashMap<>();
    private final Map<String, Transport.Listening> sockets = new LinkedHashMap<>();
    private final Map<String, LiveListener.Engine> engines = new LinkedHashMap<>();
    private final List<Forwarder.Bound> bound = new ArrayList<>();
    private final List<Resident> opened = new ArrayList<>();

    Changeover(House house, Plan plan) {
        this.house = house;
        this.plan = plan;
        this.dialer = new Dialer(plan.transports());
    }

    /** Does what may fail. */
    void prepare() throws IOException {
        keepListeners();
        try {
            for (Resident resident : plan.residents()) {
                if (!house.holds(resident)) {
                    resident.open(house);
                    opened.add(resident);
                }
            }
            for (Map.Entry<String, ListenerSettings> one :
                    plan.settings().listeners().entrySet()) {
                listen(one.getKey(), one.getValue());
                carry(one.getKey(), one.getValue());
            }
        } catch (IOException | RuntimeException e) {
            undo();
            throw e;
        }
    }

    /** A listener that stays on its address keeps its socket, also under another name. */
    private void keepListeners() {
        Map<String, LiveListener> free = new LinkedHashMap<>(house.listeners());
        plan.settings().listeners().forEach((name, settings) -> {
            LiveListener same = free.get(name);
            if (same != null && same.rules().settings().bind().equals(settings.bind())) {
                kept.put(name, same);
                free.remove(name);
            }
        });
        plan.settings()
                .listeners()
                .forEach((name, settings) -> free.entrySet().stream()
                        .filter(other -> !kept.containsKey(name) && hasAddress(other.getValue(), settings.bind()))
                        .findFirst()
                        .ifPresent(other -> {
                            kept.put(name, other.getValue());
                            free.remove(other.getKey());
                        }));
    }

    /** Port 0 is another port each time, so that only the name can tell which socket is meant. */
    private static boolean hasAddress(LiveListener listener, Endpoint bind) {
        boolean anyPort = bind.address() instanceof Address.Inet inet && inet.port() == 0;
        return !anyPort && listener.rules().settings().bind().equals(bind);
    }

    /** A socket of the house, where the listener has none yet and a transport makes such. */
    private void listen(String name, ListenerSettings settings) throws IOException {
        Endpoint bind = settings.bind();
        Transport transport = bind.transport().flatMap(plan.transports()::find).orElse(null);
        if (transport != null && transport.reaches(bind.address()) && !kept.containsKey(name)) {
            try {
                sockets.put(
                        name,
                        transport.listen(new Transport.ListenTerms(
                                bind.address(),
                                settings.backlog(),
                                settings.file().terms())));
            } catch (IOException e) {
                throw cannotListen(name, bind, e);
            }
        }
    }

    /** An engine's part of it, where another one than before is to carry it. */
    private void carry(String name, ListenerSettings settings) throws IOException {
        Forwarder engine = plan.choice(name).engine();
        LiveListener old = kept.get(name);
        LiveListener.Engine before = old == null ? null : old.engine();
        if (engine == null) {
            return;
        }
        if (before != null && before.forwarder().equals(engine)) {
            engines.put(name, before);
            return;
        }
        try {
            Forwarder.Bound one = engine.bind(terms(name, settings), old == null ? sockets.get(name) : old.socket());
            bound.add(one);
            engines.put(name, new LiveListener.Engine(engine, one));
        } catch (IOException e) {
            throw cannotListen(name, settings.bind(), e);
        }
    }

    private static IOException cannotListen(String name, Endpoint bind, IOException e) {
        return new IOException("listener " + name + " cannot listen on " + bind + ": " + Failures.words(e), e);
    }

    private void undo() {
        bound.forEach(one -> undo("forwarder", one.local(), one::close));
        sockets.values().forEach(one -> undo("transport", one.local(), one::close));
        house.closeAll(opened);
    }

    private void undo(String kind, Address address, Runnable close) {
        try {
            close.run();
        } catch (RuntimeException e) {
            house.tell(new Event.PluginFailed(kind, String.valueOf(address), Failures.words(e)));
        }
    }

    /** Brings the plan into force; nothing here can fail. */
    void commit() {
        Map<String, LivePool> pools = applyPools();
        List<LiveListener> gone = new ArrayList<>(house.listeners().values());
        Map<String, LiveListener> listeners = new LinkedHashMap<>();
        List<LivePool> left = new ArrayList<>(house.pools().values());
        left.removeAll(pools.values());
        plan.settings().listeners().forEach((name, settings) -> {
            LiveListener old = kept.get(name);
            Rules rules = rules(name, settings, pools, old == null ? null : old.rules());
            if (old == null) {
                listeners.put(name, new LiveListener(sockets.get(name), house.sessions(), rules));
            } else {
                old.apply(rules);
                listeners.put(name, old);
                gone.remove(old);
            }
        });
        house.take(plan, listeners, pools);
        gone.forEach(LiveListener::close);
        left.forEach(LivePool::close); // now that nobody is sent there any more
        listeners.forEach((name, listener) -> listener.carry(engines.get(name)));
    }

    private Rules rules(String name, ListenerSettings settings, Map<String, LivePool> pools, @Nullable Rules before) {
        Posts posts = new Posts(settings.guards(), house.inquiry().tallies(), house);
        Dispatcher.Limits limits = Dispatcher.Limits.next(
                before == null ? Dispatcher.Limits.NONE : before.dispatcher().limits(), settings);
        Dispatcher dispatcher = new Dispatcher(posts, settings.pool(), pools, limits, house);
        Gate tarpit = before == null ? new Gate(0) : before.tarpit();
        tarpit.limit(settings.tarpitMax());
        return new Rules(settings, terms(name, settings), dispatcher, dialer, tarpit, house);
    }

    private Forwarder.Terms terms(String name, ListenerSettings settings) {
        return Rules.terms(name, settings, house);
    }

    private Map<String, LivePool> applyPools() {
        Map<String, LivePool> pools = new LinkedHashMap<>();
        plan.settings().pools().forEach((name, settings) -> {
            LivePool old = house.pools().get(name);
            LivePool pool = old == null ? house.pool(name, settings) : old;
            pool.prepare(settings, dialer);
            pools.put(name, pool);
        });
        long deadline = System.nanoTime() + House.NAMES;
        pools.values().forEach(pool -> pool.commit(deadline - System.nanoTime()));
        return pools;
    }
}
