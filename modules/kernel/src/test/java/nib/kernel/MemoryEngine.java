package nib.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import nib.api.Address;
import nib.api.Client;
import nib.api.End;
import nib.spi.Decision;
import nib.spi.Desk;
import nib.spi.Flow;
import nib.spi.Forwarder;
import nib.spi.Host;
import nib.spi.Telling;
import nib.spi.Transport;
import org.jspecify.annotations.Nullable;

/** An engine without sockets: clients come when the test says so. */
final class MemoryEngine implements Forwarder, Flow.Carrier, Telling {
    final Set<String> transports;
    final List<String> told = new CopyOnWriteArrayList<>();
    final List<Flow> cut = new CopyOnWriteArrayList<>();
    volatile Fit fit;
    private volatile @Nullable Desk desk;

    MemoryEngine(Set<String> transports, Fit fit) {
        this.transports = transports;
        this.fit = fit;
    }

    /** What it says of itself; it cannot if it was closed. */
    @Override
    public List<Fact> facts() {
        if (told.contains("close")) {
            throw new IllegalStateException("closed");
        }
        return List.of(new Fact("memory", "clients cut", String.valueOf(cut.size())));
    }

    @Override
    public void open(Host host) {
        told.add("open");
    }

    @Override
    public void close() {
        told.add("close");
    }

    @Override
    public Bound bind(Terms terms, Transport.@Nullable Listening socket) {
        told.add("bind " + terms.listener() + (socket == null ? " alone" : " with a socket"));
        return new Port(terms);
    }

    /** A client comes in; null if there is no room. */
    @Nullable Flow arrive(String address) {
        Desk there = java.util.Objects.requireNonNull(desk, "nobody is let in");
        if (!there.enter()) {
            return null;
        }
        return there.begin(new Client("web", Address.parse(address), Address.parse("10.0.0.80:80")), this);
    }

    /** A client for whom there is room. */
    Flow client(String address) {
        return java.util.Objects.requireNonNull(arrive(address), "there is no room");
    }

    Desk desk() {
        return java.util.Objects.requireNonNull(desk);
    }

    /** All clients that came, answered and gone, so that nothing is left. */
    static Decision served(Flow flow) {
        Decision decision = flow.decide();
        if (decision instanceof nib.spi.Lease lease) {
            lease.answered();
            flow.count(3, 4);
        }
        flow.end(End.CLIENT_CLOSED, "");
        return decision;
    }

    @Override
    public void cut(Flow flow) {
        cut.add(flow);
    }

    List<String> said() {
        List<String> all = new ArrayList<>(told);
        told.clear();
        return all;
    }

    private final class Port implements Bound {
        private final Terms terms;

        Port(Terms terms) {
            this.terms = terms;
        }

        @Override
        public Address local() {
            return terms.address();
        }

        @Override
        public void carry(Terms now, Desk there) {
            told.add("carry " + now.listener());
            desk = there;
        }

        @Override
        public void drain(long nanos) {
            told.add("drain " + terms.listener());
        }

        @Override
        public void close() {
            told.add("close " + terms.listener());
        }
    }
}
