package nib.epoll;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import nib.api.Address;
import nib.api.Client;
import nib.api.End;
import nib.api.Server;
import nib.spi.Decision;
import nib.spi.Desk;
import nib.spi.Flow;
import nib.spi.Lease;
import nib.spi.Opening;
import nib.testkit.Deadline;
import nib.testkit.TestServer;
import org.jspecify.annotations.Nullable;

/** A desk that sends every client to the first of its servers that can be reached, and remembers everything. */
final class Reception implements Desk {
    static final long CONNECT = TimeUnit.SECONDS.toNanos(5);

    final List<Visit> visits = new CopyOnWriteArrayList<>();
    final List<String> blamed = new CopyOnWriteArrayList<>();
    final List<Boolean> pauses = new CopyOnWriteArrayList<>();
    final AtomicInteger places = new AtomicInteger(Integer.MAX_VALUE);
    private final List<Address> servers;
    volatile byte[] preamble = {};
    volatile @Nullable Address source;
    volatile @Nullable Decision refusal;
    volatile Trap trap = Trap.NONE;

    /** Where it throws, as no desk may. */
    enum Trap {
        NONE,
        BEGIN,
        DECIDE,
        ANSWERED,
        FAILED,
        END
    }

    Reception(Address... servers) {
        this.servers = List.of(servers);
    }

    private void spring(Trap at) {
        if (trap == at) {
            throw new IllegalStateException("trap: " + at);
        }
    }

    @Override
    public boolean enter() {
        if (places.decrementAndGet() < 0) {
            places.incrementAndGet();
            return false;
        }
        return true;
    }

    @Override
    public void leave() {
        places.incrementAndGet();
    }

    @Override
    public Flow begin(Client client, Flow.Carrier carrier) {
        spring(Trap.BEGIN);
        Visit visit = new Visit(client, carrier);
        visits.add(visit);
        return visit;
    }

    @Override
    public Decision route(Client client) {
        throw new AssertionError("for datagrams only");
    }

    @Override
    public void routed(Lease lease, long datagrams, long bytes) {
        throw new AssertionError("for datagrams only");
    }

    @Override
    public void paused(boolean paused, String reason) {
        pauses.add(paused);
    }

    /** The flow that came as that one, once it has come. */
    Visit visit(int number) {
        if (!Deadline.usual().until(() -> visits.size() > number)) {
            throw new AssertionError("only " + visits.size() + " clients came");
        }
        return visits.get(number);
    }

    /** A flow. */
    final class Visit implements Flow {
        final Carrier carrier;
        final AtomicLong sent = new AtomicLong();
        final AtomicLong received = new AtomicLong();
        final AtomicInteger ends = new AtomicInteger();
        final Queue<Address> left = new ArrayDeque<>(servers);
        volatile Client client;
        volatile boolean answered;
        volatile @Nullable End end;
        volatile String reason = "";

        Visit(Client client, Carrier carrier) {
            this.client = client;
            this.carrier = carrier;
        }

        @Override
        public long id() {
            return visits.indexOf(this);
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
            spring(Trap.DECIDE);
            Decision no = refusal;
            return no == null ? next() : no;
        }

        private Decision next() {
            Address address = left.poll();
            return address == null ? new Decision.Nobody(End.NO_SERVER, "none is left") : new Seat(this, address);
        }

        @Override
        public void count(long more, long back) {
            sent.addAndGet(more);
            received.addAndGet(back);
        }

        @Override
        public void end(End how, String why) {
            if (ends.getAndIncrement() == 0) {
                reason = why;
                end = how;
                leave();
                spring(Trap.END);
            }
        }

        /** How it ended, once it has. */
        End ended() {
            if (!Deadline.usual().until(() -> end != null)) {
                throw new AssertionError("it has not ended");
            }
            if (ends.get() != 1) {
                throw new AssertionError("it has ended " + ends + " times");
            }
            return java.util.Objects.requireNonNull(end);
        }

        void awaitAnswered() {
            if (!Deadline.usual().until(() -> answered)) {
                throw new AssertionError("no server has answered");
            }
        }
    }

    private final class Seat implements Lease {
        private final Visit visit;
        private final Address address;

        Seat(Visit visit, Address address) {
            this.visit = visit;
            this.address = address;
        }

        @Override
        public Server server() {
            return new TestServer("one", address);
        }

        @Override
        public Address address() {
            return address;
        }

        @Override
        public @Nullable Address source() {
            return source;
        }

        @Override
        public long timeout() {
            return CONNECT;
        }

        @Override
        public int preambleMost() {
            return preamble.length;
        }

        @Override
        public void preamble(ByteBuffer into) {
            into.put(preamble);
        }

        @Override
        public boolean preambleOnEvery() {
            return false;
        }

        @Override
        public void answered() {
            spring(Trap.ANSWERED);
            visit.answered = true;
        }

        @Override
        public Decision failed(Blame blame, String reason) {
            blamed.add(blame + ": " + reason);
            spring(Trap.FAILED);
            return visit.next();
        }
    }
}
