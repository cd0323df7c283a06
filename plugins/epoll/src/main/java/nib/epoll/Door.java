package nib.epoll;

import static nib.linux.Epoll.EPOLLEXCLUSIVE;
import static nib.linux.Epoll.EPOLLIN;
import static nib.linux.Errno.EAGAIN;

import java.util.concurrent.TimeUnit;
import nib.api.Address;
import nib.api.Client;
import nib.api.Credentials;
import nib.api.Fact;
import nib.linux.Errno;
import nib.linux.LinuxException;
import nib.linux.Options;
import nib.linux.Sockets;
import nib.spi.Desk;
import nib.spi.Forwarder;

/**
 * Where one worker lets the clients of a listener in. All doors of a listener share its descriptor.
 *
 * <pre>
 *   SHUT --open--> OPEN --nothing left of what we need--> HELD --10 to 200 ms--> OPEN
 *                   |  ^------a connection ends------ HELD <--no room--|
 *                   \--drain, and the queue is empty--> SHUT
 * </pre>
 */
final class Door extends Wheel.Timer implements Watched {
    /** Clients that are let in before others have their turn. */
    private static final int TURN = 32;

    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(200);

    private final Port port;
    private final Worker worker;
    private boolean open;
    private boolean held;
    private boolean draining;
    private boolean shut;
    private long pause = SHORTEST;

    Door(Port port, Worker worker) {
        this.port = port;
        this.worker = worker;
    }

    void open() {
        if (!open && !shut) {
            open = true;
            worker.watch(port.descriptor(), EPOLLIN | EPOLLEXCLUSIVE, this);
        }
    }

    private void close() {
        if (open) {
            open = false;
            worker.unwatch(port.descriptor());
        }
    }

    /** Lets in those who wait, and then nobody. */
    void drain() {
        draining = true;
        if (!shut && !held) {
            ready(port.descriptor(), EPOLLIN);
        }
    }

    /** Lets nobody in any more, whoever waits. */
    void shut() {
        if (!shut) {
            shut = true;
            worker.wheel.drop(this);
            close();
            port.shut();
        }
    }

    @Override
    public void ready(int fd, int events) {
        Desk desk = port.desk();
        Forwarder.Terms terms = port.terms();
        for (int i = 0; i < TURN || draining; i++) {
            if (!desk.enter()) {
                worker.await(this);
                hold(desk, "the most connections are open", LONGEST);
                return;
            }
            int client = Sockets.accept(worker.call, fd, worker.peer);
            if (client >= 0) {
                letIn(desk, terms, client);
                continue;
            }
            desk.leave();
            if (client == -EAGAIN) {
                if (draining) {
                    shut();
                }
                return;
            }
            if (Trouble.isExhausted(-client)) {
                hold(desk, "cannot accept: " + Errno.describe(-client), pause);
                pause = Math.min(2 * pause, LONGEST);
                return;
            }
        }
    }

    private void letIn(Desk desk, Forwarder.Terms terms, int fd) {
        if (held) {
            held = false;
            desk.paused(false, "there is room again");
        }
        pause = SHORTEST;
        Client client = new Client(terms.listener(), worker.peer.address(), port.local(worker, fd));
        introduce(client, fd);
        Connection connection = new Connection(worker, terms, desk, fd, client);
        try {
            connection.begin();
        } catch (RuntimeException | Error e) {
            connection.broken(e);
        }
    }

    /** Who it is, where the system knows: at a Unix socket. */
    private void introduce(Client client, int fd) {
        if (!(port.local() instanceof Address.Unix)) {
            return;
        }
        try {
            nib.linux.Credentials peer = Options.peer(worker.call, fd);
            long uid = Integer.toUnsignedLong(peer.uid());
            long gid = Integer.toUnsignedLong(peer.gid());
            client.learn(Fact.CREDENTIALS, new Credentials(uid, gid, peer.pid()));
        } catch (LinuxException e) {
            // nobody is known: a guard that asks for somebody lets nobody in
        }
    }

    /** Waits a while; the queue waits too. */
    private void hold(Desk desk, String reason, long time) {
        desk.paused(true, reason);
        held = true;
        close();
        worker.wheel.set(this, worker.now() + time);
    }

    /** Tries again: the time is over, or a connection has ended. */
    @Override
    void expire(long now) {
        if (!shut) {
            worker.wheel.drop(this);
            open();
            if (draining) {
                ready(port.descriptor(), EPOLLIN);
            }
        }
    }

    @Override
    public void broken(Throwable e) {
        // one client's trouble was that client's; the door stays as it is
    }
}
