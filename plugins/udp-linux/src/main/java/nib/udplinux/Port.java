package nib.udplinux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nib.api.Address;
import nib.api.Ip;
import nib.linux.Call;
import nib.linux.Descriptors;
import nib.linux.LinuxException;
import nib.linux.Option;
import nib.linux.Options;
import nib.linux.SocketAddress;
import nib.linux.Sockets;
import nib.spi.Desk;
import nib.spi.Forwarder;

/**
 * A listener. Each worker has a socket of its own on the address, and the kernel spreads the clients among them. All are
 * closed together: the kernel would spread living sessions anew over those that are left.
 */
final class Port implements Forwarder.Bound {
    /** Bytes that may wait; the system may allow less. */
    private static final int WAITING = 4 << 20;

    private final Address.Inet local;
    private final List<Door> doors = new ArrayList<>();
    private final CountDownLatch shut;
    private final AtomicInteger open;

    private Port(Address.Inet local, int family, List<Worker> workers, List<Integer> sockets) {
        this.local = local;
        for (int i = 0; i < workers.size(); i++) {
            doors.add(new Door(this, workers.get(i), sockets.get(i), family));
        }
        open = new AtomicInteger(doors.size());
        shut = new CountDownLatch(doors.size());
    }

    static Port bind(Address.Inet address, List<Worker> workers) throws IOException {
        List<Integer> sockets = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            Call call = new Call(arena);
            SocketAddress name = SocketAddress.of(arena, address);
            int family = name.family();
            try {
                Descriptors.close(call, socket(call, name, false)); // refused if somebody else is there
                for (Worker _ : workers) {
                    int fd = socket(call, name, workers.size() > 1);
                    sockets.add(fd);
                    Sockets.local(call, fd, name); // the first gets the port
                }
                return new Port((Address.Inet) name.address(), family, workers, sockets);
            } catch (LinuxException e) {
                sockets.forEach(fd -> Descriptors.close(call, fd));
                throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
            }
        }
    }

    private static int socket(Call call, SocketAddress name, boolean shared) throws LinuxException {
        int fd = Sockets.socket(call, name.family(), Sockets.SOCK_DGRAM);
        try {
            if (name.family() == Sockets.AF_INET6) {
                Options.set(call, fd, Option.IPV6_V6ONLY, 0);
                Options.set(call, fd, Option.IPV6_RECVPKTINFO, 1);
            } else if (isWildcard(((Address.Inet) name.address()).ip())) {
                Options.set(call, fd, Option.IP_PKTINFO, 1);
            }
            room(call, fd, Option.SO_RCVBUFFORCE, Option.SO_RCVBUF);
            room(call, fd, Option.SO_SNDBUFFORCE, Option.SO_SNDBUF);
            Options.set(call, fd, Option.SO_REUSEPORT, shared ? 1 : 0);
            Sockets.bind(call, fd, name);
            return fd;
        } catch (LinuxException e) {
            Descriptors.close(call, fd);
            throw e;
        }
    }

    /** Beyond the machine's limit where that is allowed, or datagrams are lost before anybody has seen them. */
    private static void room(Call call, int fd, Option beyond, Option within) throws LinuxException {
        try {
            Options.set(call, fd, beyond, WAITING);
        } catch (LinuxException e) {
            Options.set(call, fd, within, WAITING);
        }
    }

    /** Whether it has several addresses. */
    boolean isWildcard() {
        return isWildcard(local.ip());
    }

    private static boolean isWildcard(Ip ip) {
        return ip.high() == 0 && (ip.low() == 0 || ip.low() == 0xffff_0000_0000L);
    }

    @Override
    public Address local() {
        return local;
    }

    Address.Inet address() {
        return local;
    }

    @Override
    public void carry(Forwarder.Terms terms, Desk desk) {
        doors.forEach(door -> door.worker().post(() -> door.carry(terms, desk)));
    }

    @Override
    public void drain(long nanos) {
        CountDownLatch done = new CountDownLatch(doors.size());
        doors.forEach(door -> door.worker().post(() -> {
            door.drain();
            done.countDown();
        }));
        await(done, nanos);
    }

    @Override
    public void close() {
        doors.forEach(door -> door.worker().post(door::shut));
        await(shut, TimeUnit.SECONDS.toNanos(1));
    }

    private static void await(CountDownLatch latch, long nanos) {
        try {
            boolean _ = latch.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A door has no sessions any more, and lets nobody in; with the last of them, all sockets are closed. */
    void drained() {
        if (open.decrementAndGet() == 0) {
            doors.forEach(door -> door.worker().post(door::close));
        }
    }

    /** A socket is closed. */
    void closed() {
        shut.countDown();
    }

    /** A newcomer found no place at one door: another gives one up, for when the client tries again. */
    void crowded(Door full) {
        doors.stream().filter(door -> door != full).forEach(Door::makePlace);
    }
}
