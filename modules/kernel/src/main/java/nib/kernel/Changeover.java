package nib.kernel;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nib.api.Address;
import nib.api.Event;
import nib.spi.Resident;
import nib.spi.Transport;

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
    private final Map<String, LiveListener> kept = new LinkedHashMap<>();
    private final Map<String, Transport.Listening> bound = new LinkedHashMap<>();
    private final List<Resident> opened = new ArrayList<>();

    Changeover(House house, Plan plan) {
        this.house = house;
        this.plan = plan;
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
                if (!kept.containsKey(one.getKey())) {
                    bound.put(one.getKey(), bind(one.getKey(), one.getValue()));
                }
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

    private Transport.Listening bind(String name, ListenerSettings settings) throws IOException {
        Endpoint bind = settings.bind();
        try {
            return plan.transports().of(bind).listen(new Transport.ListenTerms(bind.address(), settings.backlog()));
        } catch (IOException e) {
            throw new IOException("listener " + name + " cannot listen on " + bind + ": " + Failures.words(e), e);
        }
    }

    private void undo() {
        for (Transport.Listening one : bound.values()) {
            try {
                one.close();
            } catch (RuntimeException e) {
                house.tell(new Event.PluginFailed("transport", String.valueOf(one.local()), Failures.words(e)));
            }
        }
        house.closeAll(opened);
    }

    /** Brings the plan into force; nothing here can fail. */
    void commit() {
        Dialer dialer = new Dialer(plan.transports());
        Map<String, LivePool> pools = applyPools(dialer);
        List<LiveListener> gone = new ArrayList<>(house.listeners().values());
        List<LiveListener> fresh = new ArrayList<>();
        Map<String, LiveListener> listeners = new LinkedHashMap<>();
        List<LivePool> left = new ArrayList<>(house.pools().values());
        left.removeAll(pools.values());
        plan.settings().listeners().forEach((name, settings) -> {
            LiveListener old = kept.get(name);
            ClientLimit limit = ClientLimit.next(old == null ? null : old.clientLimit(), settings.perClient());
            Dispatcher dispatcher = new Dispatcher(settings.guards(), settings.pool(), pools, limit, house);
            Transport.Options options = new Transport.Options(settings.nodelay(), settings.keepalive());
            Rules rules = new Rules(name, settings, dispatcher, dialer, options, house);
            if (old == null) {
                LiveListener one = new LiveListener(requireNonNull(bound.get(name)), house.sessions(), rules, limit);
                listeners.put(name, one);
                fresh.add(one);
            } else {
                old.apply(rules, limit);
                listeners.put(name, old);
                gone.remove(old);
            }
        });
        house.take(plan, listeners, pools);
        gone.forEach(LiveListener::close);
        left.forEach(LivePool::close); // now that nobody is sent there any more
        fresh.forEach(LiveListener::start);
    }

    private Map<String, LivePool> applyPools(Dialer dialer) {
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
