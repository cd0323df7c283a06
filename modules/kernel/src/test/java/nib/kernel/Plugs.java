package nib.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import nib.api.Client;
import nib.api.Server;
import nib.spi.Filter;
import nib.spi.Forwarder;
import nib.spi.Guard;
import nib.spi.Observer;
import nib.spi.Opening;
import nib.spi.Policy;
import nib.spi.Preamble;
import nib.spi.Probe;
import nib.spi.Provider;
import nib.spi.Settings;
import nib.spi.Transport;

/** Plugins made of what a test has at hand: a word each. {@code mem} and {@code in-order} are always there. */
final class Plugs {
    private final List<Provider<?, ?>> all = new ArrayList<>();

    Plugs(Transport transport) {
        all.add(new Transports("mem", Settings.none(), none -> transport));
        policy("in-order", InOrder::new);
    }

    Plugs guard(String word, Guard guard) {
        all.add(new Guards<>(word, Settings.none(), none -> guard));
        return this;
    }

    Plugs filter(String word, Filter filter) {
        all.add(new Filters<>(word, Settings.none(), none -> filter));
        return this;
    }

    Plugs policy(String word, Supplier<? extends Policy> make) {
        all.add(new Policies<>(word, Settings.none(), none -> make.get()));
        return this;
    }

    Plugs observer(String word, Supplier<? extends Observer> make) {
        all.add(new Observers<>(word, Settings.none(), none -> make.get()));
        return this;
    }

    Plugs probe(String word, Supplier<? extends Probe> make) {
        all.add(new Probes<>(word, Settings.none(), none -> make.get()));
        return this;
    }

    Plugs opening(String word, Opening opening) {
        all.add(new Openings(word, Settings.none(), opening));
        return this;
    }

    Plugs preamble(String word, Preamble preamble) {
        all.add(new Preambles(word, Settings.none(), preamble));
        return this;
    }

    Plugs engine(String word, MemoryEngine engine) {
        all.add(new Engines(word, Settings.none(), engine));
        return this;
    }

    Plugs add(Provider<?, ?> provider) {
        all.add(provider);
        return this;
    }

    Catalog catalog() {
        return new Catalog(all);
    }

    record Transports(String word, Settings<Settings.None> settings, Function<Settings.None, Transport> make)
            implements Transport.Provider<Settings.None> {
        @Override
        public Transport create(Settings.None none) {
            return make.apply(none);
        }
    }

    record Openings(String word, Settings<Settings.None> settings, Opening opening)
            implements Opening.Provider<Settings.None> {
        @Override
        public Opening create(Settings.None none) {
            return opening;
        }
    }

    record Preambles(String word, Settings<Settings.None> settings, Preamble preamble)
            implements Preamble.Provider<Settings.None> {
        @Override
        public Preamble create(Settings.None none) {
            return preamble;
        }
    }

    record Engines(String word, Settings<Settings.None> settings, MemoryEngine engine)
            implements Forwarder.Provider<Settings.None> {
        @Override
        public Forwarder create(Settings.None none) {
            return engine;
        }

        @Override
        public Set<String> transports() {
            return engine.transports;
        }

        @Override
        public Forwarder.Fit carries(Forwarder.Load load) {
            return engine.fit;
        }
    }

    record Guards<S extends Record>(String word, Settings<S> settings, Function<S, Guard> make)
            implements Guard.Provider<S> {
        @Override
        public Guard create(S written) {
            return make.apply(written);
        }
    }

    record Filters<S extends Record>(String word, Settings<S> settings, Function<S, Filter> make)
            implements Filter.Provider<S> {
        @Override
        public Filter create(S written) {
            return make.apply(written);
        }
    }

    record Policies<S extends Record>(String word, Settings<S> settings, Function<S, Policy> make)
            implements Policy.Provider<S> {
        @Override
        public Policy create(S written) {
            return make.apply(written);
        }
    }

    record Observers<S extends Record>(String word, Settings<S> settings, Function<S, Observer> make)
            implements Observer.Provider<S> {
        @Override
        public Observer create(S written) {
            return make.apply(written);
        }
    }

    record Probes<S extends Record>(String word, Settings<S> settings, Function<S, Probe> make)
            implements Probe.Provider<S> {
        @Override
        public Probe create(S written) {
            return make.apply(written);
        }
    }

    /** The first server that is usable. */
    static final class InOrder implements Policy {
        @Override
        public Chooser over(List<Server> servers) {
            return new Chooser() {
                @Override
                public int choose(Client client, Attempt attempt) {
                    return attempt.next(0);
                }

                @Override
                public int peek(Client client, Attempt attempt) {
                    return attempt.next(0);
                }
            };
        }
    }
}
