package nib.linux;

/** Options of sockets whose value is a number; 0 and 1 where they are off or on. */
public enum Option {
    /** Bind although old connections of the address linger, socket(7). */
    SO_REUSEADDR(Level.SOCKET, 2),
    /** Several sockets on one address, and the kernel spreads clients over them, socket(7). */
    SO_REUSEPORT(Level.SOCKET, 15),
    /** Ask a silent peer whether it lives, socket(7). */
    SO_KEEPALIVE(Level.SOCKET, 9),
    /** Bytes of the send buffer; the kernel takes twice that, socket(7). */
    SO_SNDBUF(Level.SOCKET, 7),
    /** Bytes of the receive buffer; the kernel takes twice that, socket(7). */
    SO_RCVBUF(Level.SOCKET, 8),
    /** The same beyond the machine's limit, for CAP_NET_ADMIN, socket(7). */
    SO_SNDBUFFORCE(Level.SOCKET, 32),
    /** The same beyond the machine's limit, for CAP_NET_ADMIN, socket(7). */
    SO_RCVBUFFORCE(Level.SOCKET, 33),
    /** A mark for routing and filters; needs CAP_NET_ADMIN, socket(7). */
    SO_MARK(Level.SOCKET, 36),
    /** A Unix socket that receives who sent, unix(7). */
    SO_PASSCRED(Level.SOCKET, 16),
    /** The address family of the socket; to be read only, socket(7). */
    SO_DOMAIN(Level.SOCKET, 39),
    /** SOCK_STREAM or another; to be read only, socket(7). */
    SO_TYPE(Level.SOCKET, 3),
    /** Whether it listens; to be read only, socket(7). */
    SO_ACCEPTCONN(Level.SOCKET, 30),

    /** Send small pieces at once, tcp(7). */
    TCP_NODELAY(Level.TCP, 1),
    /** Hold small pieces back, at most 200 ms, tcp(7). */
    TCP_CORK(Level.TCP, 3),
    /** Seconds of silence before the first question to the peer, tcp(7). */
    TCP_KEEPIDLE(Level.TCP, 4),
    /** Seconds between questions to the peer, tcp(7). */
    TCP_KEEPINTVL(Level.TCP, 5),
    /** Questions without an answer before the connection ends, tcp(7). */
    TCP_KEEPCNT(Level.TCP, 6),
    /** Accept a connection once it brings data; seconds to wait for them, tcp(7). */
    TCP_DEFER_ACCEPT(Level.TCP, 9),
    /** Acknowledge at once; not permanent, tcp(7). */
    TCP_QUICKACK(Level.TCP, 12),
    /** Closing says nothing to the peer; needs CAP_NET_ADMIN, for a stream that is connected, tcp(7). */
    TCP_REPAIR(Level.TCP, 19),
    /** Milliseconds that data may stay unacknowledged before the connection ends, tcp(7). */
    TCP_USER_TIMEOUT(Level.TCP, 18),
    /** Bytes not yet sent above which the socket is not writable, tcp(7). */
    TCP_NOTSENT_LOWAT(Level.TCP, 25),

    /** Datagrams come with the address they were sent to, ip(7). */
    IP_PKTINFO(Level.IP, 8),
    /** Whether to forbid fragments: 0 never, 1 as the route says, 2 always, 3 probe, ip(7). */
    IP_MTU_DISCOVER(Level.IP, 10),
    /** Errors wait in a queue, with whom they are about ({@link ErrorQueue}), ip(7). */
    IP_RECVERR(Level.IP, 11),
    /** Bind to an address that is not here (yet), ip(7). */
    IP_FREEBIND(Level.IP, 15),
    /** Any address as one's own; needs CAP_NET_ADMIN or CAP_NET_RAW, ip(7). */
    IP_TRANSPARENT(Level.IP, 19),
    /** Bind an address now and choose the port when connecting, so that many connections share it, ip(7). */
    IP_BIND_ADDRESS_NO_PORT(Level.IP, 24),

    /** As {@link #IP_MTU_DISCOVER}, ipv6(7). */
    IPV6_MTU_DISCOVER(Level.IPV6, 23),
    /** As {@link #IP_RECVERR}, ipv6(7). */
    IPV6_RECVERR(Level.IPV6, 25),
    /** No IPv4 on this socket, ipv6(7). */
    IPV6_V6ONLY(Level.IPV6, 26),
    /** As {@link #IP_PKTINFO}, for IPv4 on this socket too, ipv6(7). */
    IPV6_RECVPKTINFO(Level.IPV6, 49),
    /** As {@link #IP_TRANSPARENT}. */
    IPV6_TRANSPARENT(Level.IPV6, 75),
    /** As {@link #IP_FREEBIND}. */
    IPV6_FREEBIND(Level.IPV6, 78),

    /** Bytes of a datagram that the kernel cuts a large send into, udp(7). */
    UDP_SEGMENT(Level.UDP, 103),
    /** Datagrams of one sender may come together, udp(7). */
    UDP_GRO(Level.UDP, 104);

    final int level;
    final int number;

    Option(int level, int number) {
        this.level = level;
        this.number = number;
    }

    private static final class Level {
        static final int SOCKET = 1;
        static final int IP = 0;
        static final int TCP = 6;
        static final int UDP = 17;
        static final int IPV6 = 41;
    }
}
