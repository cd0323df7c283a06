package nib.bench.compare;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * Where a candidate stands: all of it on the loopback address.
 *
 * @param folder its own, for configuration and whatever it likes to write
 * @param listen the port that it shall listen on
 * @param server the port of the server behind it
 */
record Link(Path folder, int listen, int server) {
    static final String HOST = "127.0.0.1";

    static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    String front() {
        return HOST + ":" + listen;
    }

    String back() {
        return HOST + ":" + server;
    }
}
