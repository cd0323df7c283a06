package nib.udp;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import nib.api.Address;

/**
 * The channels of a listener. NIO does not tell which address a datagram was sent to, so that on a wildcard each address
 * of the machine has a channel of its own, beside one for those that the machine has without saying, or gets later: it
 * answers from what the route says.
 */
final class Doors {
    /** Bytes that may wait; the system may allow less. */
    private static final int WAITING = 4 << 20;

    private Doors() {}

    static List<DatagramChannel> open(Address.Inet address) throws IOException {
        List<DatagramChannel> all = new ArrayList<>();
        try {
            InetAddress where = address.ip().toInet();
            if (!where.isAnyLocalAddress()) {
                all.add(open(where, address.port(), false));
                return all;
            }
            int port = free(where, address.port());
            all.add(open(where, port, true));
            for (InetAddress one : own(where)) {
                try {
                    all.add(open(one, port, true));
                } catch (BindException e) {
                    // not ready yet, as new addresses of IPv6 are not: the first channel answers for it
                }
            }
            return all;
        } catch (IOException e) {
            for (DatagramChannel channel : all) {
                channel.close();
            }
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    /** The port, which must be nobody's: where several channels share it the system would not tell. */
    private static int free(InetAddress address, int port) throws IOException {
        try (DatagramChannel probe = open(address, port, false)) {
            return ((InetSocketAddress) probe.getLocalAddress()).getPort();
        }
    }

    private static DatagramChannel open(InetAddress address, int port, boolean shared) throws IOException {
        ProtocolFamily family =
                address instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
        DatagramChannel channel = DatagramChannel.open(family);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, shared);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, WAITING);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, WAITING);
            channel.bind(new InetSocketAddress(address, port));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The addresses of this machine that a wildcard stands for. */
    private static List<InetAddress> own(InetAddress wildcard) throws IOException {
        List<InetAddress> all = new ArrayList<>();
        for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(one.getInetAddresses())) {
                if (one.isUp() && (wildcard instanceof Inet6Address || address instanceof Inet4Address)) {
                    all.add(address);
                }
            }
        }
        return all;
    }
}
