package nib.epoll;

import static nib.linux.Errno.EINPROGRESS;
import static nib.linux.Option.IP_BIND_ADDRESS_NO_PORT;
import static nib.linux.Option.SO_KEEPALIVE;

import nib.api.Address;
import nib.linux.LinuxException;
import nib.linux.Options;
import nib.linux.SocketAddress;
import nib.linux.Sockets;
import nib.spi.Lease;
import nib.spi.Transport;
import org.jspecify.annotations.Nullable;

/** Begins to connect to a server. */
final class Dial {
    private Dial() {}

    /**
     * Begins.
     *
     * @return a descriptor that becomes writable when the server has answered; or the error with a minus sign
     */
    static int begin(Worker worker, Lease lease, Transport.Options options) {
        SocketAddress server = worker.peer;
        server.set(lease.address());
        int fd = -1;
        try {
            fd = Sockets.socket(worker.call, server.family(), Sockets.SOCK_STREAM);
            prepare(worker, fd, lease.source(), options, server);
        } catch (LinuxException e) {
            return failed(worker, fd, -e.errno());
        }
        int result = Sockets.connect(worker.call, fd, server);
        return result == 0 || result == -EINPROGRESS ? fd : failed(worker, fd, result);
    }

    private static int failed(Worker worker, int fd, int result) {
        if (fd >= 0) {
            worker.discard(fd);
        }
        return result;
    }

    private static void prepare(
            Worker worker, int fd, @Nullable Address source, Transport.Options options, SocketAddress server)
            throws LinuxException {
        if (server.family() == Sockets.AF_UNIX) {
            return;
        }
        if (options.keepAlive()) {
            Options.set(worker.call, fd, SO_KEEPALIVE, 1);
        }
        if (source != null) {
            Options.set(worker.call, fd, IP_BIND_ADDRESS_NO_PORT, 1);
            worker.source.set(source);
            Sockets.bind(worker.call, fd, worker.source);
        }
    }
}
