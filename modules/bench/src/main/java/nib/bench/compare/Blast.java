package nib.bench.compare;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends small datagrams from a few sockets to one port, as many a second as it is told, and tells how many it sent. */
final class Blast {
    private static final int LENGTH = 18;
    private static final int SOCKETS = 8;
    private static final int BURST = 64;
    private static final long WARM = 4;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final List<DatagramChannel> sockets = new ArrayList<>();
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(LENGTH);
    private final long rate;
    private int next;

    private Blast(InetSocketAddress to, long rate) throws IOException {
        this.rate = rate;
        for (int i = 0; i < SOCKETS; i++) {
            sockets.add(DatagramChannel.open().connect(to));
        }
    }

    /** {@code ADDRESS PORT RATE SECONDS}: a rate of 0 is as many as it can. Warms up, says so, waits for a line, sends. */
    public static void main(String[] args) throws IOException {
        Blast blast = new Blast(
                new InetSocketAddress(java.net.InetAddress.ofLiteral(args[0]), Integer.parseInt(args[1])),
                Long.parseLong(args[2]));
        long _ = blast.send(WARM * SECOND);
        System.out.println("warm");
        while (System.in.read() != '\n') {
            // the word to begin has not come
        }
        System.out.println("sent " + blast.send(Long.parseLong(args[3]) * SECOND));
    }

    private long send(long nanos) throws IOException {
        long begun = System.nanoTime();
        long sent = 0;
        for (long now = begun; now - begun < nanos; now = System.nanoTime()) {
            long due = rate == 0 ? sent + BURST : (now - begun) * rate / SECOND;
            while (sent < due) {
                one();
                sent++;
            }
            if (rate > 0) {
                LockSupport.parkNanos(SECOND * BURST / rate);
            }
        }
        return sent;
    }

    private void one() {
        next = (next + 1) % SOCKETS;
        try {
            sockets.get(next).write(bytes.clear());
        } catch (IOException e) {
            // nobody took an earlier one
        }
    }
}
