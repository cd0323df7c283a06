package nib.kernel;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import nib.api.Client;
import nib.api.Event;
import nib.spi.Decision;
import nib.spi.Desk;
import nib.spi.Flow;
import nib.spi.Lease;

/** Where clients of one listener are counted, let in and noted, whoever carries them. It stays through all plans. */
final class FrontDesk implements Desk {
    final LongAdder accepted = new LongAdder();
    final LongAdder ended = new LongAdder();
    private final Sessions sessions;
    private final Gate gate;
    private final Supplier<Rules> rules;
    private final Runnable room;
    private volatile boolean paused;

    /**
     * A desk where nobody has been.
     *
     * @param rules those of the plan in force
     * @param room runs after a place has become free
     */
    FrontDesk(Sessions sessions, int limit, Supplier<Rules> rules, Runnable room) {
        this.sessions = sessions;
        this.gate = new Gate(limit);
        this.rules = rules;
        this.room = room;
    }

    void limit(int most) {
        gate.limit(most);
    }

    /** Whether somebody could enter; another may be quicker. */
    boolean hasRoom() {
        return gate.hasRoom() && sessions.gate().hasRoom();
    }

    @Override
    public boolean enter() {
        if (gate.enter()) {
            if (sessions.gate().enter()) {
                return true;
            }
            gate.leave();
        }
        return false;
    }

    @Override
    public void leave() {
        gate.leave();
        sessions.gate().leave();
    }

    @Override
    public Flow begin(Client client, Flow.Carrier carrier) {
        accepted.increment();
        return sessions.begin(client, carrier, rules, this::gone);
    }

    /** The place in the house is given back by the sessions. */
    void gone() {
        ended.increment();
        gate.leave();
        room.run();
    }

    @Override
    public Decision route(Client client) {
        return rules.get().dispatcher().route(client);
    }

    @Override
    public void routed(Lease lease, long datagrams, long bytes) {
        if (lease instanceof Visit visit) {
            visit.server().connections.add(datagrams);
            visit.count(bytes, 0);
        }
    }

    @Override
    public void paused(boolean now, String reason) {
        if (paused != now) {
            paused = now;
            Rules here = rules.get();
            here.host().tell(new Event.AcceptPaused(here.listener(), now, reason));
        }
    }
}
