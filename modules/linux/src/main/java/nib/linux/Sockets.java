package nib.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Sockets, socket(7), by their descriptors. Every socket made here is closed on exec and does not wait: a call that
 * would returns {@code -EAGAIN}. To close one: {@link Descriptors#close}.
 */
public final class Sockets {
    /** Family of Unix sockets, unix(7). */
    public static final int AF_UNIX = 1;
    /** Family of IPv4, ip(7). */
    public static final int AF_INET = 2;
    /** Family of IPv6, ipv6(7). */
    public static final int AF_INET6 = 10;
    /** A stream: TCP, or a Unix stream. */
    public static final int SOCK_STREAM = 1;
    /** Datagrams: UDP, or Unix datagrams. */
    public static final int SOCK_DGRAM = 2;
    /** For {@link #recv}: leave the data where they are. */
    public static final int MSG_PEEK = 2;
    /** For {@link #recv} of a datagram: its whole length, also if it was cut. */
    public static final int MSG_TRUNC = 0x20;
    /** For {@link #send}: more follows at once. */
    public static final int MSG_MORE = 0x8000;
    /** For {@link #shutdown}: nothing will be read. */
    public static final int SHUT_RD = 0;
    /** For {@link #shutdown}: nothing will be sent; the peer sees the end. */
    public static final int SHUT_WR = 1;
    /** For {@link #shutdown}: both. */
    public static final int SHUT_RDWR = 2;

    private static final int FLAGS = 0x800 | 0x80000; // SOCK_NONBLOCK, SOCK_CLOEXEC
    private static final int MSG_NOSIGNAL = 0x4000;

    private static final MemorySegment SOCKET = Native.function("socket");
    private static final MemorySegment SOCKETPAIR = Native.function("socketpair");
    private static final MemorySegment BIND = Native.function("bind");
    private static final MemorySegment LISTEN = Native.function("listen");
    private static final MemorySegment ACCEPT = Native.function("accept4");
    private static final MemorySegment CONNECT = Native.function("connect");
    private static final MemorySegment SHUTDOWN = Native.function("shutdown");
    private static final MemorySegment NAME = Native.function("getsockname");
    private static final MemorySegment PEER = Native.function("getpeername");

    private Sockets() {}

    /** Opens a socket, socket(2); returns its descriptor. */
    public static int socket(Call call, int family, int type) throws LinuxException {
        int result = call.result((int) Native.call(call, SOCKET, family, type | FLAGS, 0));
        return LinuxException.check(result, "socket");
    }

    /** Opens two Unix sockets that are connected to each other, socketpair(2). */
    public static Pair socketpair(Call call, int type) throws LinuxException {
        int result = call.result((int) Native.call(call, SOCKETPAIR, AF_UNIX, type | FLAGS, 0, call.scratch.address()));
        LinuxException.check(result, "socketpair");
        return new Pair(call.scratch.get(JAVA_INT, 0), call.scratch.get(JAVA_INT, 4));
    }

    /** Gives a socket its address, bind(2). */
    public static void bind(Call call, int fd, SocketAddress address) throws LinuxException {
        int result;
        try {
            result = call.result((int) Native.call(call, BIND, fd, address.memory.address(), address.length()));
        } finally {
            Reference.reachabilityFence(address);
        }
        if (result < 0) {
            throw new LinuxException("bind " + address, -result);
        }
    }

    /**
     * Starts listening, or changes the backlog, listen(2).
     *
     * @param backlog how many connections may wait to be accepted; the machine's limit is net.core.somaxconn
     */
    public static void listen(Call call, int fd, int backlog) throws LinuxException {
        int result = call.result((int) Native.call(call, LISTEN, fd, backlog));
        LinuxException.check(result, "listen", fd);
    }

    /**
     * Takes a connection that waits, accept4(2): its descriptor, or an error. {@code -EAGAIN}: none waits.
     * {@code -ECONNABORTED} and errors of the network (accept(2) lists them): that one is lost, try the next.
     * {@code -EMFILE}, {@code -ENFILE}, {@code -ENOBUFS}, {@code -ENOMEM}: the machine is full, and the connection still
     * waits.
     *
     * @param peer where the client's address goes, or null
     */
    public static int accept(Call call, int fd, @Nullable SocketAddress peer) {
        long address = 0;
        long length = 0;
        if (peer != null) {
            peer.expect();
            address = peer.memory.address();
            length = peer.lengthAddress();
        }
        try {
            return call.result((int) Native.call(call, ACCEPT, fd, address, length, FLAGS));
        } finally {
            Reference.reachabilityFence(peer);
        }
    }

    /**
     * Begins to connect, or names the peer of datagrams, connect(2): 0, or an error. {@code -EINPROGRESS}: wait until the
     * descriptor is writable, then ask {@link #error}. A Unix stream whose listener is full gives {@code -EAGAIN}, and
     * nothing will tell when it is not.
     */
    public static int connect(Call call, int fd, SocketAddress address) {
        try {
            return call.result((int) Native.call(call, CONNECT, fd, address.memory.address(), address.length()));
        } finally {
            Reference.reachabilityFence(address);
        }
    }

    /**
     * The error that waits at a socket, with a minus sign, or 0; SO_ERROR, socket(7). Asking takes it away. 0 on a
     * writable socket after {@link #connect}: connected.
     */
    public static int error(Call call, int fd) {
        return Options.error(call, fd);
    }

    /**
     * Receives, recv(2): the number of bytes, 0 at the end of a stream (or for an empty datagram, or no room), or an
     * error.
     *
     * @param flags MSG_PEEK, MSG_TRUNC, or 0
     */
    public static long recv(Call call, int fd, MemorySegment buffer, long offset, long length, int flags) {
        long address = Native.address(buffer, offset, length);
        try {
            return call.result(Syscall.RECVFROM.call(call, fd, address, length, flags));
        } finally {
            Reference.reachabilityFence(buffer);
        }
    }

    /**
     * Sends, send(2), never with a signal: how many bytes the kernel took, or an error, {@code -EPIPE} after the end.
     *
     * @param flags MSG_MORE, or 0
     */
    public static long send(Call call, int fd, MemorySegment buffer, long offset, long length, int flags) {
        long address = Native.address(buffer, offset, length);
        try {
            return call.result(Syscall.SENDTO.call(call, fd, address, length, flags | MSG_NOSIGNAL));
        } finally {
            Reference.reachabilityFence(buffer);
        }
    }

    /** Ends one direction or both, shutdown(2): 0, or an error, {@code -ENOTCONN} if the peer has reset. */
    public static int shutdown(Call call, int fd, int how) {
        return call.result((int) Native.call(call, SHUTDOWN, fd, how));
    }

    /** Writes the socket's own address, getsockname(2): 0 or an error. */
    public static int local(Call call, int fd, SocketAddress address) {
        address.expect();
        try {
            return call.result((int) Native.call(call, NAME, fd, address.memory.address(), address.lengthAddress()));
        } finally {
            Reference.reachabilityFence(address);
        }
    }

    /** Writes the peer's address, getpeername(2): 0 or an error, {@code -ENOTCONN} if there is none. */
    public static int peer(Call call, int fd, SocketAddress address) {
        address.expect();
        try {
            return call.result((int) Native.call(call, PEER, fd, address.memory.address(), address.lengthAddress()));
        } finally {
            Reference.reachabilityFence(address);
        }
    }
}
