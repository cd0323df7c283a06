package nib.testkit;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import nib.api.Address;
import nib.spi.LocalFailure;
import nib.spi.Settings;
import nib.spi.Transport;
import nib.spi.Wire;
import org.jspecify.annotations.Nullable;

/** A sound transport between addresses of memory, for broken ones to differ from in one thing. */
class MemoryTransport implements Transport {
    private static final Map<Address, Waiting> LISTENERS = new ConcurrentHashMap<>();
    private static final AtomicLong NAMES = new AtomicLong();

    @Override
    public boolean reaches(Address address) {
        return address instanceof Address.Unix;
    }

    @Override
    public Listening listen(ListenTerms terms) throws IOException {
        Waiting listening = new Waiting(terms.address());
        if (LISTENERS.putIfAbsent(terms.address(), listening) != null) {
            throw taken(terms.address());
        }
        return listening;
    }

    IOException taken(Address address) {
        return new LocalFailure("cannot listen on " + address + ": taken", false, new IOException());
    }

    @Override
    public Wire connect(ConnectTerms terms) throws IOException {
        Waiting listening = LISTENERS.get(terms.address());
        Address source = terms.source();
        if (source != null && !source.equals(Subject.OURS)) {
            throw foreign(source);
        }
        if (listening == null) {
            throw refused(terms.address());
        }
        Address near = source != null ? source : new Address.Unix("@client" + NAMES.incrementAndGet());
        MemoryWire.Pair pair = MemoryWire.pair(near, listening.local());
        if (!listening.queue.offer(wrap(pair.far()))) {
            throw new SocketTimeoutException("the queue is full");
        }
        return wrap(pair.near());
    }

    IOException refused(Address address) {
        return new ConnectException("nobody listens on " + address);
    }

    IOException foreign(Address source) {
        return new LocalFailure("not our address: " + source, false, new IOException());
    }

    Wire wrap(Wire wire) {
        return wire;
    }

    void closed(BlockingQueue<Wire> queue) {}

    private final class Waiting implements Listening {
        private final BlockingQueue<Wire> queue = new LinkedBlockingQueue<>();
        private final Address local;

        Waiting(Address local) {
            this.local = local;
        }

        @Override
        public Wire accept(Options options) throws IOException {
            try {
                while (LISTENERS.get(local) == this) {
                    @Nullable Wire next = queue.poll(5, TimeUnit.MILLISECONDS);
                    if (next != null) {
                        return next;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            @Nullable Wire waited = queue.poll();
            if (waited == null) {
                throw new ClosedChannelException();
            }
            return waited;
        }

        @Override
        public Address local() {
            return local;
        }

        @Override
        public void close() {
            if (LISTENERS.remove(local, this)) {
                closed(queue);
            }
        }
    }

    /** A test of a transport as its author would write it. */
    static class Subject extends TransportContract<Settings.None> {
        static final Address OURS = new Address.Unix("@ours");

        @Override
        protected Transport.Provider<Settings.None> provider() {
            return new Transport.Provider<>() {
                @Override
                public String word() {
                    return "memory";
                }

                @Override
                public Settings<Settings.None> settings() {
                    return Settings.none();
                }

                @Override
                public Transport create(Settings.None settings) {
                    return make();
                }
            };
        }

        Transport make() {
            return new MemoryTransport();
        }

        @Override
        protected Settings.None settings() {
            return new Settings.None();
        }

        @Override
        protected List<Address> places() {
            return List.of(new Address.Unix("@place"));
        }

        @Override
        protected boolean timesOut() {
            return false;
        }

        @Override
        protected Address source() {
            return OURS;
        }

        @Override
        protected Address foreignSource() {
            return new Address.Unix("@theirs");
        }
    }
}
