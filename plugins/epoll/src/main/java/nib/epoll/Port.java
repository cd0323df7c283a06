package nib.epoll;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nib.api.Address;
import nib.linux.Call;
import nib.linux.Descriptors;
import nib.linux.LinuxException;
import nib.linux.Option;
import nib.linux.Options;
import nib.linux.SocketAddress;
import nib.linux.Sockets;
import nib.spi.Desk;
import nib.spi.Forwarder;
import nib.spi.Transport;
import org.jspecify.annotations.Nullable;

/** A listener that the workers share, each through a {@link Door} of its own. */
final class Port implements Forwarder.Bound {
    private final int descriptor;
    private final Address local;
    private final boolean wildcard;
    private final List<Worker> workers;
    private final List<Door> doors;
    private final CountDownLatch shut;
    private boolean closed;
    private volatile Forwarder.@Nullable Terms terms;
    private volatile @Nullable Desk desk;

    private Port(int descriptor, Address local, List<Worker> workers) {
        this.descriptor = descriptor;
        this.local = local;
        this.wildcard = local instanceof Address.Inet inet && isAny(inet);
        this.workers = workers;
        this.doors = workers.stream().map(worker -> new Door(this, worker)).toList();
        this.shut = new CountDownLatch(doors.size());
    }

    private static boolean isAny(Address.Inet inet) {
        return inet.ip().high() == 0 && (inet.ip().low() == 0 || inet.ip().low() == 0xffff_0000_0000L);
    }

    /** Shares the listening socket that the house has at an address. */
    static Port of(Address address, List<Worker> workers) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Call call = new Call(arena);
            int original = Listening.find(call, arena, address);
            return new Port(Descriptors.dup(call, original), address, workers);
        }
    }

    /** Binds an abstract name, which is gone with its descriptor; no file, no owner, no mode. */
    static Port named(Forwarder.Terms terms, List<Worker> workers) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Call call = new Call(arena);
            int fd = Sockets.socket(call, Sockets.AF_UNIX, Sockets.SOCK_STREAM);
            try {
                Sockets.bind(call, fd, SocketAddress.of(arena, terms.address()));
                Sockets.listen(call, fd, terms.backlog());
                return new Port(fd, terms.address(), workers);
            } catch (LinuxException e) {
                Descriptors.close(call, fd);
                throw e;
            }
        }
    }

    @Override
    public void carry(Forwarder.Terms now, Desk where) {
        terms = now;
        desk = where;
        bequeath(now.options());
        for (int i = 0; i < doors.size(); i++) {
            workers.get(i).post(doors.get(i)::open);
        }
    }

    /** Clients' sockets inherit these options from the one that listens: no call for each of them. */
    private void bequeath(Transport.Options options) {
        if (!(local instanceof Address.Inet)) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            Call call = new Call(arena);
            Options.set(call, descriptor, Option.TCP_NODELAY, options.noDelay() ? 1 : 0);
            Options.set(call, descriptor, Option.SO_KEEPALIVE, options.keepAlive() ? 1 : 0);
        } catch (LinuxException e) {
            throw new UncheckedIOException(e); // every Linux knows them
        }
    }

    @Override
    public void drain(long nanos) {
        for (int i = 0; i < doors.size(); i++) {
            workers.get(i).post(terms == null ? doors.get(i)::shut : doors.get(i)::drain);
        }
        await(nanos);
    }

    @Override
    public void close() {
        for (int i = 0; i < doors.size(); i++) {
            workers.get(i).post(doors.get(i)::shut);
        }
        await(TimeUnit.SECONDS.toNanos(1));
    }

    private void await(long nanos) {
        try {
            shut.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One door less. The last closes our copy of the descriptor. */
    void shut() {
        shut.countDown();
        if (shut.getCount() == 0) {
            synchronized (this) {
                if (!closed) {
                    closed = true;
                    Descriptors.close(new Call(Arena.ofAuto()), descriptor);
                }
            }
        }
    }

    @Override
    public Address local() {
        return local;
    }

    /** The address that a client wrote to. */
    Address local(Worker worker, int fd) {
        if (!wildcard || Sockets.local(worker.call, fd, worker.source) < 0) {
            return local;
        }
        return worker.source.address();
    }

    int descriptor() {
        return descriptor;
    }

    Forwarder.Terms terms() {
        return requireNonNull(terms);
    }

    Desk desk() {
        return requireNonNull(desk);
    }
}
