package nib.tcp;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import nib.api.Address;
import nib.spi.Disguise;
import nib.spi.Transport;
import nib.spi.Wire;

/** Listens and connects with the channels of the JDK, in blocking mode: that parks a virtual thread, not its carrier. */
final class TcpTransport implements Transport {
    /** A name is reached too, once somebody has resolved it. */
    @Override
    public boolean reaches(Address address) {
        return !(address instanceof Address.Unix);
    }

    @Override
    public Listening listen(ListenTerms terms) throws IOException {
        return TcpListening.on(numeric(terms.address()), terms.backlog());
    }

    @Override
    public Wire connect(ConnectTerms terms) throws IOException {
        Address.Inet server = numeric(terms.address());
        SocketChannel channel = socket(server);
        try {
            leave(channel, terms, server);
            reach(channel, server, terms.timeout());
            return TcpWire.over(channel, terms.options());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static SocketChannel socket(Address.Inet server) throws IOException {
        try {
            return SocketChannel.open(family(server));
        } catch (IOException | UnsupportedOperationException e) {
            throw Blame.opening("cannot connect to " + server, e);
        }
    }

    private static void leave(SocketChannel channel, ConnectTerms terms, Address.Inet server) throws IOException {
        Address source = terms.source();
        if (source == null) {
            return;
        }
        Address.Inet from = numeric(source);
        if (family(from) != family(server)) {
            throw Blame.families(from, server);
        }
        try {
            if (terms.transparent()) {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, from.port() != 0);
                Disguise.installed().allow(channel);
            }
            channel.bind(from.toSocket());
        } catch (IOException e) {
            throw Blame.leaving(from, server, e);
        }
    }

    private static void reach(SocketChannel channel, Address.Inet server, long timeout) throws IOException {
        int millis = millis(timeout);
        try {
            channel.socket().connect(server.toSocket(), millis);
            if (channel.getLocalAddress().equals(channel.getRemoteAddress())) {
                // Nobody listens, the system chose the server's port for our end, and TCP shook its own hand
                // (RFC 9293, section 3.5: simultaneous open).
                throw new ConnectException("connected to itself");
            }
        } catch (IOException e) {
            throw Blame.connecting(server, millis, e);
        }
    }

    /** Rounded up, because 0 would mean for ever. */
    private static int millis(long nanos) {
        long up = TimeUnit.NANOSECONDS.toMillis(Math.max(nanos, 0) + 999_999);
        return Math.clamp(up, 1, Integer.MAX_VALUE);
    }

    /** An IPv4 socket for an IPv4 address: it works where there is no IPv6, and 0.0.0.0 does not become [::]. */
    static StandardProtocolFamily family(Address.Inet address) {
        return address.ip().isIpv4() ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }

    private static Address.Inet numeric(Address address) {
        if (address instanceof Address.Inet inet) {
            return inet;
        }
        throw new IllegalArgumentException("tcp needs an IP address and a port, not " + address);
    }
}
