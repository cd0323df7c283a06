package nib.udp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nib.api.Address;
import nib.datagram.Line;
import nib.datagram.Outlet;
import nib.datagram.Refusal;
import nib.datagram.Session;
import nib.datagram.Table;
import nib.datagram.Unsent;
import nib.spi.Desk;
import nib.spi.Forwarder;
import org.jspecify.annotations.Nullable;

/** A listener: its channels and its sessions, all of one loop. */
final class Port implements Forwarder.Bound, Outlet<Origin> {
    private final Loop loop;
    private final List<DatagramChannel> channels;
    private final Address.Inet local;
    private final CountDownLatch shut = new CountDownLatch(1);
    private @Nullable Table<Origin> table;

    Port(Loop loop, List<DatagramChannel> channels) throws IOException {
        this.loop = loop;
        this.channels = channels;
        this.local = Address.Inet.of((InetSocketAddress) channels.getFirst().getLocalAddress());
    }

    @Override
    public Address local() {
        return local;
    }

    @Override
    public void carry(Forwarder.Terms terms, Desk desk) {
        loop.post(() -> {
            Table<Origin> known = table;
            if (known == null) {
                table = open(terms, desk);
            } else {
                known.carry(terms, desk);
            }
        });
    }

    private Table<Origin> open(Forwarder.Terms terms, Desk desk) {
        Table<Origin> made = new Table<>(this, loop.host.clock(), terms, desk);
        loop.add(this);
        try {
            for (DatagramChannel channel : channels) {
                loop.watch(channel, new Door(loop, made, channel));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // only what is closed cannot be watched
        }
        return made;
    }

    @Override
    public void drain(long nanos) {
        CountDownLatch done = new CountDownLatch(1);
        loop.post(() -> {
            Table<Origin> known = table;
            if (known == null) {
                drained();
            } else {
                known.drain();
            }
            done.countDown();
        });
        await(done, nanos);
    }

    @Override
    public void close() {
        loop.post(this::shut);
        await(shut, TimeUnit.SECONDS.toNanos(1));
    }

    private static void await(CountDownLatch latch, long nanos) {
        try {
            boolean unused = latch.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Cuts what there is. By the loop. */
    void shut() {
        Table<Origin> known = table;
        if (known == null) {
            drained();
        } else {
            known.cut();
        }
    }

    @Override
    public void drained() {
        loop.remove(this);
        for (DatagramChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                // closed all the same
            }
        }
        shut.countDown();
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
    public Line dial(@Nullable Session<Origin> session, Address server, @Nullable Address source, boolean transparent)
            throws Refusal {
        return Upstream.dial(this, session, server, source, transparent);
    }

    @Override
    public void post(Runnable work) {
        loop.post(work);
    }

    Loop loop() {
        return loop;
    }

    /** A datagram came from the server of a session. */
    void answer(Session<Origin> session, ByteBuffer datagram) {
        int bytes = datagram.remaining();
        if (!session.mayAnswer(bytes)) {
            return;
        }
        session.origin().answer(datagram);
        if (table != null) {
            table.response(session, bytes);
        }
    }

    void refused(Session<Origin> session) {
        if (table != null) {
            table.refused(session, Unsent.NOTHING);
        }
    }
}
