package nib.epoll;

import static nib.linux.Errno.EINPROGRESS;
import static nib.linux.Option.IP_BIND_ADDRESS_NO_PORT;
import static nib.linux.Option.SO_KEEPALIVE;
import static nib.linux.Option.SO_REUSEADDR;

import java.nio.ByteBuffer;
import java.util.Arrays;
import nib.api.Address;
import nib.linux.LinuxException;
import nib.linux.Options;
import nib.linux.SocketAddress;
import nib.linux.Sockets;
import nib.linux.TransparentSockets;
import nib.spi.Lease;
import nib.spi.Transport;

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
            prepare(worker, fd, lease, options, server);
        } catch (LinuxException e) {
            return failed(worker, fd, -e.errno());
        }
        int result = Sockets.connect(worker.call, fd, server);
        return result == 0 || result == -EINPROGRESS ? fd : failed(worker, fd, result);
    }

    /** What a server is sent first: the preamble, and what was heard and not consumed. */
    static byte[] firstWords(Lease lease, byte[] heard) {
        if (lease.preambleMost() == 0) {
            return heard;
        }
        ByteBuffer words = ByteBuffer.allocate(lease.preambleMost() + heard.length);
        lease.preamble(words);
        words.put(heard);
        return Arrays.copyOf(words.array(), words.position());
    }

    private static int failed(Worker worker, int fd, int result) {
        if (fd >= 0) {
            worker.discard(fd);
        }
        return result;
    }

    private static void prepare(Worker worker, int fd, Lease lease, Transport.Options options, SocketAddress server)
            throws LinuxException {
        if (server.family() == Sockets.AF_UNIX) {
            return;
        }
        if (options.keepAlive()) {
            Options.set(worker.call, fd, SO_KEEPALIVE, 1);
        }
        Address source = lease.source();
        if (source != null) {
            boolean port = source instanceof Address.Inet inet && inet.port() != 0;
            Options.set(worker.call, fd, port ? SO_REUSEADDR : IP_BIND_ADDRESS_NO_PORT, 1);
            if (lease.transparent()) {
                TransparentSockets.allow(worker.call, fd, server.family());
            }
            worker.source.set(source);
            Sockets.bind(worker.call, fd, worker.source);
        }
    }
}
