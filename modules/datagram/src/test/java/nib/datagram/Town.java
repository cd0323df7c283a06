package nib.datagram;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nib.api.Address;
import nib.api.Client;
import nib.api.End;
import nib.api.Ip;
import nib.api.Server;
import nib.spi.Decision;
import nib.spi.Desk;
import nib.spi.Flow;
import nib.spi.Forwarder;
import nib.spi.Lease;
import nib.spi.Opening;
import nib.spi.Transport;
import nib.testkit.ManualClock;
import nib.testkit.TestServer;
import org.jspecify.annotations.Nullable;

/** A house, servers and a network, all in memory, around one table. A client is a number, which is also its port. */
final class Town implements Desk, Outlet<Integer> {
    static final Duration IDLE = Duration.ofSeconds(30);
    static final Address.Inet LOCAL = new Address.Inet(Ip.parse("10.0.0.1"), 53);

    final ManualClock clock = new ManualClock();
    final List<TestServer> servers = TestServer.some(3);
    final Set<Server> down = new HashSet<>();
    final List<Wire> wires = new ArrayList<>();
    final List<Visitor> visitors = new ArrayList<>();
    final List<String> routed = new ArrayList<>();
    final List<Integer> answers = new ArrayList<>();
    int limit = 1000;
    int inside;
    int drained;
    int crowded;
    String preamble = "";
    boolean everyDatagram;
    boolean denied;
    private int turn;
    private boolean single;
    private int requests;
    private int responses;
    private @Nullable Opening opening;
    private @Nullable Table<Integer> table;

    Town limits(int most, int answers) {
        requests = most;
        responses = answers;
        return this;
    }

    Town single() {
        single = true;
        return this;
    }

    Town opening(Opening first) {
        opening = first;
        return this;
    }

    Table<Integer> table() {
        if (table == null) {
            table = new Table<>(this, clock, terms(IDLE), this);
        }
        return table;
    }

    Forwarder.Terms terms(Duration idle) {
        return new Forwarder.Terms(
                "dns",
                "udp",
                LOCAL,
                0,
                new Transport.Options(false, false),
                new Forwarder.Times(1, 1, 1, 1),
                opening,
                new Forwarder.Datagrams(single, requests, responses, idle.toNanos()),
                Transport.SocketFile.USUAL);
    }

    /** A client sends; its session, or null. */
    @Nullable Session<Integer> send(int client, String text) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        Address.Inet from = new Address.Inet(Ip.parse("10.1.0.1"), client);
        Session<Integer> session = table().find(
                        from.ip().high(),
                        from.ip().low(),
                        client,
                        LOCAL.ip().high(),
                        LOCAL.ip().low());
        if (session == null) {
            if (table().isSingle()) {
                table().route(from, LOCAL, bytes);
                return null;
            }
            session = table().begin(from, LOCAL, client, bytes);
        }
        if (session != null) {
            table().request(session, bytes);
        }
        return session;
    }

    /** The batch is over. */
    void flush() {
        List.copyOf(wires).forEach(Wire::flush);
    }

    void wait(Duration time) {
        clock.advance(time);
        table().turn(clock.nanos());
    }

    Wire last() {
        return wires.getLast();
    }

    List<End> ends() {
        return visitors.stream()
                .map(visitor -> visitor.end)
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    @Override
    public boolean enter() {
        if (inside >= limit) {
            return false;
        }
        inside++;
        return true;
    }

    @Override
    public void leave() {
        inside--;
    }

    @Override
    public Flow begin(Client client, Flow.Carrier carrier) {
        Visitor visitor = new Visitor(client, carrier);
        visitors.add(visitor);
        return visitor;
    }

    @Override
    public Decision route(Client client) {
        return choose(new HashSet<>(), client);
    }

    private Decision choose(Set<Server> tried, Client client) {
        for (int i = 0; i < servers.size(); i++) {
            TestServer one = servers.get(turn++ % servers.size());
            if (!tried.contains(one)) {
                return new Seat(one, tried, client);
            }
        }
        return new Decision.Nobody(End.NO_SERVER, "no server is up");
    }

    @Override
    public void routed(Lease lease, long count, long bytes) {
        routed.add(lease.server().name());
    }

    @Override
    public void paused(boolean paused, String reason) {}

    @Override
    public Line dial(
            @Nullable Session<Integer> session, Address server, @Nullable Address source, boolean transparent) {
        Wire wire = new Wire(session, server);
        wires.add(wire);
        return wire;
    }

    @Override
    public void post(Runnable work) {
        work.run();
    }

    @Override
    public void crowded() {
        crowded++;
    }

    @Override
    public void drained() {
        drained++;
    }

    /** A socket to a server. */
    final class Wire implements Line, Unsent {
        final @Nullable Session<Integer> session;
        final Address server;
        final List<String> carried = new ArrayList<>();
        private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
        private boolean refused;
        boolean closed;

        Wire(@Nullable Session<Integer> session, Address server) {
            this.session = session;
            this.server = server;
        }

        @Override
        public Sent send(ByteBuffer datagram) {
            if (closed) {
                throw new AssertionError("it is closed");
            }
            if (isRefused()) {
                return Sent.REFUSED; // of the one before
            }
            carry(datagram);
            return Sent.DONE;
        }

        private boolean isRefused() {
            return down.stream().anyMatch(one -> one.address().equals(server)) && !carried.isEmpty();
        }

        private void carry(ByteBuffer datagram) {
            carried.add(java.nio.charset.StandardCharsets.US_ASCII
                    .decode(datagram.duplicate())
                    .toString());
        }

        @Override
        public Sent sendSoon(ByteBuffer datagram) {
            if (closed) {
                throw new AssertionError("it is closed");
            }
            waiting.add(datagram.duplicate());
            return Sent.DONE;
        }

        /** Sends what it took for later; once somebody is refused, the session has it back. */
        void flush() {
            while (!waiting.isEmpty() && !refused) {
                if (isRefused()) {
                    refused = true;
                    table().refused(java.util.Objects.requireNonNull(session), this);
                } else {
                    carry(waiting.remove());
                }
            }
        }

        @Override
        public boolean isEmpty() {
            return waiting.isEmpty();
        }

        @Override
        public ByteBuffer take() {
            return waiting.remove();
        }

        /** The server answers, which comes to nobody if we have closed. */
        void answer() {
            Session<Integer> whose = session;
            if (!closed && whose != null) {
                answers.add(whose.origin());
                table().response(whose, 1);
            }
        }

        @Override
        public void close() {
            if (closed) {
                throw new AssertionError("closed twice");
            }
            if (!refused) {
                waiting.forEach(this::carry);
                waiting.clear();
            }
            closed = true;
        }
    }

    /** A seat at a server. */
    private final class Seat implements Lease {
        private final TestServer server;
        private final Set<Server> tried;
        private final Client client;

        Seat(TestServer server, Set<Server> tried, Client client) {
            this.server = server;
            this.tried = tried;
            this.client = client;
        }

        @Override
        public Server server() {
            return server;
        }

        @Override
        public Address address() {
            return server.address();
        }

        @Override
        public @Nullable Address source() {
            return null;
        }

        @Override
        public long timeout() {
            return 1;
        }

        @Override
        public int preambleMost() {
            return preamble.length();
        }

        @Override
        public void preamble(ByteBuffer into) {
            into.put(preamble.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }

        @Override
        public boolean preambleOnEvery() {
            return everyDatagram;
        }

        @Override
        public void answered() {}

        @Override
        public Decision failed(Blame blame, String reason) {
            tried.add(server);
            return choose(tried, client);
        }
    }

    /** A client in the house. */
    final class Visitor implements Flow {
        final Carrier carrier;

        @Nullable End end;

        String reason = "";
        long sent;
        long received;
        private Client client;

        Visitor(Client client, Carrier carrier) {
            this.client = client;
            this.carrier = carrier;
        }

        @Override
        public long id() {
            return 1;
        }

        @Override
        public Client client() {
            return client;
        }

        @Override
        public void opened(Opening.Done done) {
            client = done.client();
        }

        @Override
        public Decision decide() {
            return denied
                    ? new Decision.Denied(new nib.api.Verdict.Deny(nib.api.Verdict.How.DROP, "no"))
                    : choose(new HashSet<>(), client);
        }

        @Override
        public void count(long more, long back) {
            sent += more;
            received += back;
        }

        @Override
        public void end(End how, String why) {
            if (end != null) {
                throw new AssertionError("ended twice");
            }
            end = how;
            reason = why;
            inside--;
        }
    }
}
