package nib.udplinux;

import static nib.linux.Errno.*;

import nib.api.Address;
import nib.datagram.Refusal;
import nib.linux.Errno;
import nib.linux.LinuxException;
import nib.linux.Sockets;
import nib.linux.TransparentSockets;
import nib.spi.Lease.Blame;
import org.jspecify.annotations.Nullable;

/** Connects to servers. No datagram is sent by that: whatever fails is ours. */
final class Dial {
    private Dial() {}

    /** A socket that is connected to a server. */
    static int connect(Worker worker, Address server, @Nullable Address source, boolean transparent) throws Refusal {
        int fd = -1;
        int error;
        try {
            worker.peer.set(server);
            int family = worker.peer.family();
            fd = Sockets.socket(worker.call, family, Sockets.SOCK_DGRAM);
            if (transparent) {
                TransparentSockets.allow(worker.call, fd, family);
            }
            if (source != null) {
                worker.peer.set(source);
                Sockets.bind(worker.call, fd, worker.peer);
                worker.peer.set(server);
            }
            error = -Sockets.connect(worker.call, fd, worker.peer);
            if (error == 0) {
                return fd;
            }
        } catch (LinuxException e) {
            error = e.errno();
        } catch (IllegalArgumentException e) {
            throw new Refusal(Blame.LOCAL, "cannot send to " + server + ": " + e.getMessage());
        }
        if (fd >= 0) {
            worker.discard(fd);
        }
        throw refusal(server, error);
    }

    static Refusal refusal(Address server, int error) {
        return switch (error) {
            case EAGAIN, EADDRINUSE ->
                new Refusal(Blame.EXHAUSTED, "cannot send to " + server + ": no local port is left");
            case EMFILE, ENFILE, ENOBUFS, ENOMEM -> new Refusal(Blame.EXHAUSTED, words(server, error));
            default -> new Refusal(Blame.LOCAL, words(server, error));
        };
    }

    private static String words(Address server, int error) {
        return "cannot send to " + server + ": " + Errno.describe(error);
    }
}
