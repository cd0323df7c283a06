package nib.api;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Where a socket is or shall be: a numeric address, a name still to be resolved, or a path. */
public sealed interface Address {
    /**
     * An IP address and port.
     *
     * @param port 0 to 65535; 0 asks the system for a free one
     */
    record Inet(Ip ip, int port) implements Address {
        /** Checks the port. */
        public Inet {
            checkPort(port);
        }

        /** The address of a bound or connected socket of the JDK. */
        public static Inet of(InetSocketAddress address) {
            return new Inet(Ip.of(address.getAddress()), address.getPort());
        }

        /** The same for the JDK's sockets. */
        public InetSocketAddress toSocket() {
            return new InetSocketAddress(ip.toInet(), port);
        }

        @Override
        public String toString() {
            return ip.isIpv4() ? ip + ":" + port : "[" + ip + "]:" + port;
        }
    }

    /** A host name and port, to be resolved when used. */
    record Name(String host, int port) implements Address {
        /** Checks the port and the characters of the name (RFC 1123, and the underscore that people use). */
        public Name {
            checkPort(port);
            if (host.length() > 253 || !host.matches("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?\\.?")) {
                throw new IllegalArgumentException("not a host name: " + Printable.of(host, 64));
            }
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** A Unix socket: a path, or {@code @name} in the abstract name space of Linux; empty for an unnamed peer. */
    record Unix(String path) implements Address {
        /** What fits into a socket address (unix(7)), without the zero that ends it. */
        private static final int LONGEST = 107;

        /** Checks the length and that there is no zero in it. */
        public Unix {
            if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST || path.indexOf(0) >= 0) {
                throw new IllegalArgumentException(
                        "a socket path has at most " + LONGEST + " bytes and no zero: " + Printable.of(path, 120));
            }
        }

        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /**
     * Reads {@code 10.0.0.1:80}, {@code [2001:db8::1]:80}, {@code host:80}, an absolute path, {@code @name}, or the
     * last two after {@code unix:}.
     *
     * @throws IllegalArgumentException with a sentence that says what would be right
     */
    static Address parse(String text) {
        if (text.startsWith("unix:/") || text.startsWith("unix:@")) {
            return new Unix(text.substring("unix:".length()));
        }
        if (text.startsWith("/") || text.startsWith("@")) {
            return new Unix(text);
        }
        int colon = text.lastIndexOf(':');
        if (colon <= 0 || colon < text.lastIndexOf(']')) {
            throw new IllegalArgumentException("expected host:port or a path, found " + Printable.of(text, 80));
        }
        String host = text.substring(0, colon);
        int port = port(text.substring(colon + 1));
        if (host.startsWith("[") && host.endsWith("]")) {
            return new Inet(Ip.parse(host.substring(1, host.length() - 1)), port);
        }
        if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("an IPv6 address with a port is written [" + host + "]:" + port);
        }
        return host.matches("[0-9.]+") ? new Inet(Ip.parse(host), port) : new Name(host, port);
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}")) {
            throw new IllegalArgumentException("expected a port (0 to 65535), found " + Printable.of(text, 20));
        }
        return Integer.parseInt(text);
    }

    private static void checkPort(int port) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
    }
}
