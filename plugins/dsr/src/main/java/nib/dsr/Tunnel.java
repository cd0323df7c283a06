package nib.dsr;

import java.util.List;
import nib.api.Block;
import nib.api.Ip;
import org.jspecify.annotations.Nullable;

/**
 * Puts packets into packets of their own for servers of other segments: IPv4 in IPv4 (RFC 2003), IPv6 in IPv6 (RFC 2473). The
 * outer one goes to a router of this segment, or to the server itself. The loop's.
 */
final class Tunnel {
    /** Bytes that are free before each frame, for the longer of the two headers. */
    static final int ROOM = 40;

    private static final int IPV4 = 20;
    private static final int IPV4_IN = 4;
    private static final int IPV6_IN = 41;
    private static final int WHOLE = 0x4000;
    private static final int HOPS = 64;

    private final Device device;
    private final Answers answers;
    private final List<Block> servers;
    private final List<Ip> routers;

    /**
     * None yet.
     *
     * @param servers who gets packets in packets
     * @param routers who leads to them, one for each family at most
     */
    Tunnel(Device device, Answers answers, List<Block> servers, List<Ip> routers) {
        this.device = device;
        this.answers = answers;
        this.servers = servers;
        this.routers = routers;
    }

    /** Whether a server gets packets in packets. */
    boolean leadsTo(Ip server) {
        for (Block block : servers) {
            if (block.contains(server)) {
                return true;
            }
        }
        return false;
    }

    /** Whose hardware address a packet for such a server goes to. */
    Ip router(Ip server) {
        return routers.stream()
                .filter(one -> one.isIpv4() == server.isIpv4())
                .findFirst()
                .orElse(server);
    }

    /** Whether packets for a server can go; in packets of ours alone if we have an address that they come from. */
    boolean reaches(Ip server) {
        return !leadsTo(server) || own(server) != null;
    }

    private @Nullable Ip own(Ip server) {
        return server.isIpv4() ? device.ipv4() : device.global();
    }

    /**
     * Whether a frame may go there as it is now: behind a router, in a packet of its own. Who sent one that is too large for
     * that is told.
     */
    boolean takes(Neighbour there, Frame frame) {
        Ip server = there.behind;
        Ip own = server == null ? null : own(server);
        if (server == null || own == null) {
            return server == null;
        }
        int most = device.mtu() - (frame.isIpv4() ? IPV4 : ROOM);
        if (frame.end() - frame.packet > most) {
            answers.tooLarge(frame, most);
            return false;
        }
        wrap(frame, own, server);
        return true;
    }

    /** What Ethernet has added is left out. */
    private static void wrap(Frame frame, Ip from, Ip server) {
        boolean four = frame.isIpv4();
        int header = four ? IPV4 : ROOM;
        int inner = (int) (frame.end() - frame.packet);
        int kind = four ? Frame.IPV4 : Frame.IPV6;
        int first = Bytes.four(frame.memory, frame.packet);
        frame.grow(header, inner);
        Bytes.two(frame.memory, frame.at + 12, kind);
        long ip = frame.at + Frame.HEADER;
        if (four) {
            ipv4(frame, ip, first >>> 16 & 0xff, inner, from, server);
        } else {
            ipv6(frame, ip, first, inner, from, server);
        }
    }

    /** Never in pieces, so that its number means nothing: RFC 6864. */
    private static void ipv4(Frame frame, long ip, int service, int inner, Ip from, Ip server) {
        Bytes.two(frame.memory, ip, 0x4500 | service);
        Bytes.two(frame.memory, ip + 2, IPV4 + inner);
        Bytes.four(frame.memory, ip + 4, WHOLE);
        Bytes.two(frame.memory, ip + 8, HOPS << 8 | IPV4_IN);
        Bytes.two(frame.memory, ip + 10, 0);
        Bytes.four(frame.memory, ip + 12, (int) from.low());
        Bytes.four(frame.memory, ip + 16, (int) server.low());
        Bytes.two(frame.memory, ip + 10, Checksum.of(frame.memory, ip, IPV4, 0));
    }

    /** With the class and the flow of the packet inside. */
    private static void ipv6(Frame frame, long ip, int first, int inner, Ip from, Ip server) {
        Bytes.four(frame.memory, ip, first);
        Bytes.two(frame.memory, ip + 4, inner);
        Bytes.two(frame.memory, ip + 6, IPV6_IN << 8 | HOPS);
        Bytes.eight(frame.memory, ip + 8, from.high());
        Bytes.eight(frame.memory, ip + 16, from.low());
        Bytes.eight(frame.memory, ip + 24, server.high());
        Bytes.eight(frame.memory, ip + 32, server.low());
    }
}
