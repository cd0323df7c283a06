package nib.epoll;

import nib.linux.LinuxException;
import nib.linux.Option;
import nib.linux.Options;
import nib.linux.Sockets;

/** What a peer sees of a descriptor that is about to be closed. */
final class Farewell {
    private static final int LEFTOVERS = 256 * 1024;

    private Farewell() {}

    /**
     * An end. What came and was never read would turn the FIN into a RST (RFC 2525, section 2.17), so it is thrown away,
     * as far as it is there.
     */
    static void politely(Worker worker, int fd) {
        long skimmed = 0;
        long count = 1;
        while (count > 0 && skimmed < LEFTOVERS) {
            count = Sockets.recv(worker.call, fd, worker.buffer, 0, Worker.BUFFER, 0);
            skimmed += Math.max(count, 0);
        }
    }

    /** Nothing, where the system allows that (CAP_NET_ADMIN); else a reset. */
    static void silently(Worker worker, int fd) {
        try {
            Options.set(worker.call, fd, Option.TCP_REPAIR, 1);
        } catch (LinuxException e) {
            abruptly(worker, fd);
        }
    }

    /** A reset. */
    static void abruptly(Worker worker, int fd) {
        try {
            Options.resetOnClose(worker.call, fd, true);
        } catch (LinuxException e) {
            // a Unix socket: its peer sees an end
        }
    }
}
