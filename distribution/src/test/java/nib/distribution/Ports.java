package nib.distribution;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for programs that must be told theirs. They lie below those that the system gives to whoever wants any, so that
 * nobody gets one between the moment when it is found free and the one when it is used.
 */
final class Ports {
    private static final int FIRST = 15_000;
    private static final int COUNT = 15_000;

    /** Another beginning for each process, since two may run tests on one machine. */
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 101 % COUNT));

    private Ports() {}

    /** One that nobody has, neither for TCP nor for UDP, and that was not given away here before. */
    static int free() throws IOException {
        for (int i = 0; i < COUNT; i++) {
            InetSocketAddress any = new InetSocketAddress(FIRST + NEXT.getAndIncrement() % COUNT);
            try (DatagramSocket udp = new DatagramSocket(any);
                    ServerSocket tcp = new ServerSocket()) {
                tcp.setReuseAddress(false);
                tcp.bind(any);
                return udp.getLocalPort();
            } catch (BindException e) {
                // somebody's: the next one
            }
        }
        throw new IOException("no port is free");
    }
}
