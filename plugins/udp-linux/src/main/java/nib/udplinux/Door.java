package nib.udplinux;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import nib.api.Address;
import nib.api.Ip;
import nib.datagram.Line;
import nib.datagram.Outlet;
import nib.datagram.Refusal;
import nib.datagram.Session;
import nib.datagram.Table;
import nib.linux.ReceiveBatch;
import nib.linux.SocketAddress;
import nib.spi.Desk;
import nib.spi.Forwarder;
import org.jspecify.annotations.Nullable;

/** Where one worker receives from clients of a listener, and its share of the sessions. */
final class Door implements Watched, Outlet<Origin> {
    /** Batches that are received before others have their turn. */
    private static final int TURN = 4;

    /** fe80::/10, RFC 4291. */
    private static final long LINK_LOCAL = 0xfe80L << 48;

    private static final long LINK_LOCAL_MASK = 0xffc0L << 48;

    private final Port port;
    private final Worker worker;
    private final int fd;
    private final int family;
    private final boolean wildcard;
    private final AtomicBoolean yielding = new AtomicBoolean();
    private @Nullable Table<Origin> table;
    private @Nullable Laden laden;
    private boolean drained;
    private boolean closed;

    Door(Port port, Worker worker, int fd, int family) {
        this.port = port;
        this.worker = worker;
        this.fd = fd;
        this.family = family;
        this.wildcard = port.isWildcard();
    }

    Worker worker() {
        return worker;
    }

    int descriptor() {
        return fd;
    }

    void carry(Forwarder.Terms terms, Desk desk) {
        if (table == null) {
            table = new Table<>(this, worker.host.clock(), terms, desk);
            worker.add(this);
            worker.watch(fd, this);
        } else {
            table.carry(terms, desk);
        }
    }

    /** Lets in those who wait, and then nobody. */
    void drain() {
        if (table == null) {
            drained();
        } else {
            ready(0);
            table.drain();
        }
    }

    /** Cuts what there is. */
    void shut() {
        if (table == null) {
            drained();
        } else {
            table.cut();
        }
    }

    @Override
    public void drained() {
        if (!drained) {
            drained = true;
            port.drained();
        }
    }

    /** Closes the socket, after what is still to be sent through it. */
    void close() {
        if (!closed) {
            closed = true;
            worker.replies.flush();
            worker.remove(this);
            worker.discard(fd);
            port.closed();
        }
    }

    void turn(long now) {
        if (table != null) {
            table.turn(now);
        }
    }

    int patience(long now) {
        return table == null ? -1 : table.patience(now);
    }

    @Override
    public void ready(int events) {
        Table<Origin> known = table;
        ReceiveBatch batch = worker.requests;
        for (int turn = 0; turn < TURN && known != null; turn++) {
            int count = batch.receive(worker.call, fd);
            for (int i = 0; i < count; i++) {
                take(known, batch, i);
            }
            flush();
            if (count < Worker.BATCH) {
                return;
            }
        }
    }

    private void take(Table<Origin> known, ReceiveBatch batch, int i) {
        long high = batch.high(i);
        long low = batch.low(i);
        int from = batch.port(i);
        boolean several = wildcard && batch.hasLocal(i);
        long ourHigh = several ? batch.localHigh(i) : port.address().ip().high();
        long ourLow = several ? batch.localLow(i) : port.address().ip().low();
        int offset = (int) batch.offset(i);
        ByteBuffer bytes = worker.requestBytes.limit(offset + batch.length(i)).position(offset);
        Session<Origin> session = known.find(high, low, from, ourHigh, ourLow);
        if (session == null) {
            Address.Inet client = new Address.Inet(new Ip(high, low), from);
            Address.Inet local = several
                    ? new Address.Inet(new Ip(ourHigh, ourLow), port.address().port())
                    : port.address();
            if (known.isSingle()) {
                known.route(client, local, bytes);
                return;
            }
            session = known.begin(client, local, origin(batch, i, several), bytes);
        }
        if (session != null) {
            known.request(session, bytes);
        }
    }

    private Origin origin(ReceiveBatch batch, int i, boolean several) {
        Origin.Far far = new Origin.Far(batch.high(i), batch.low(i), batch.port(i));
        Origin.Far near = several ? new Origin.Far(batch.localHigh(i), batch.localLow(i), 0) : null;
        if ((far.high() & LINK_LOCAL_MASK) != LINK_LOCAL) {
            return new Origin(family, far, near, 0, null);
        }
        SocketAddress scoped = new SocketAddress(Arena.ofAuto());
        batch.sender(i, scoped);
        return new Origin(family, far, near, batch.localInterface(i), scoped);
    }

    @Override
    public Line dial(@Nullable Session<Origin> session, Address server, @Nullable Address source, boolean transparent)
            throws Refusal {
        int connected = Dial.connect(worker, server, source, transparent);
        if (session == null) {
            return new Trunk(this, connected);
        }
        Upstream line = new Upstream(this, session, connected);
        int result = worker.watch(connected, line);
        if (result < 0) {
            worker.discard(connected);
            throw Dial.refusal(server, -result);
        }
        return line;
    }

    /** Remembers a line that has something to send before the next batch is received. */
    void laden(Laden line) {
        if (!line.listed) {
            line.listed = true;
            line.next = laden;
            laden = line;
        }
    }

    private void flush() {
        for (Laden line = laden; line != null; line = laden) {
            laden = line.next;
            line.next = null;
            line.listed = false;
            line.flush();
        }
    }

    /** The table, which sessions come from. */
    Table<Origin> table() {
        return java.util.Objects.requireNonNull(table);
    }

    @Override
    public void post(Runnable work) {
        worker.post(work);
    }

    @Override
    public void crowded() {
        port.crowded(this);
    }

    /** Gives a place up, if one can be spared. Any thread. */
    void makePlace() {
        if (yielding.compareAndSet(false, true)) {
            worker.post(() -> {
                yielding.set(false);
                if (table != null) {
                    table.evict();
                }
            });
        }
    }
}
