package nib.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nib.api.Address;
import nib.api.Client;
import nib.api.Event;
import nib.spi.Clock;
import nib.spi.Host;

/** A plan that is asked and not applied: nothing is opened, nobody is probed, every server counts as up. */
public final class Preview {
    private final Plan plan;
    private final Map<String, LivePool> pools = new LinkedHashMap<>();
    private final Stillness host = new Stillness();

    /** A house in which nothing happens. */
    private static final class Stillness implements Host, Clock {
        @Override
        public Clock clock() {
            return this;
        }

        @Override
        public Thread thread(String name, Runnable work) {
            throw new IllegalStateException("nothing runs here");
        }

        @Override
        public void tell(Event event) {
            // nobody listens
        }

        @Override
        public long nanos() {
            return 1;
        }

        @Override
        public long millis() {
            return System.currentTimeMillis();
        }

        @Override
        public Runnable after(long nanos, Runnable task) {
            return () -> {};
        }
    }

    /** Prepares the pools of a plan. */
    public Preview(Plan plan) {
        this.plan = plan;
        plan.settings().pools().forEach((name, settings) -> {
            LivePool pool = new LivePool(name, settings, host, Runnable::run);
            pool.still(settings);
            pools.put(name, pool);
        });
    }

    /**
     * What would become of a client.
     *
     * @param listener where it comes in
     * @param serverName the name that it asks for in TLS
     * @return nothing if there is no such listener
     */
    public Optional<Explanation> explain(String listener, Address client, Optional<String> serverName) {
        ListenerSettings settings = plan.settings().listeners().get(listener);
        if (settings == null) {
            return Optional.empty();
        }
        Client who = Foresight.client(listener, client, settings.bind().address(), serverName);
        Dispatcher.Limits limits = Dispatcher.Limits.next(Dispatcher.Limits.NONE, settings);
        Posts posts = new Posts(settings.guards(), new Tallies(), host);
        Dispatcher dispatcher = new Dispatcher(posts, settings.pool(), pools, limits, host);
        return Optional.of(Foresight.of(who, settings, dispatcher, plan.parts()::nameOf));
    }
}
