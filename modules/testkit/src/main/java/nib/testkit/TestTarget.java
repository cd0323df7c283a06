package nib.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import nib.api.Address;
import nib.api.Server;
import nib.spi.Probe;
import nib.spi.Wire;
import org.jspecify.annotations.Nullable;

/** A server for a probe to ask, over wires in memory; a virtual thread plays its part at the other end of each. */
public final class TestTarget implements Probe.Target {
    private final TestServer server = TestServer.some(1).getFirst();
    private final List<MemoryWire> wires = new CopyOnWriteArrayList<>();
    private final Part part;
    private final @Nullable IOException failure;

    private TestTarget(Part part, @Nullable IOException failure) {
        this.part = part;
        this.failure = failure;
    }

    /** What a server does with one connection; it is closed afterwards. */
    public interface Part {
        /** Plays it, on a virtual thread. */
        void play(Wire wire) throws IOException;
    }

    /** A server that accepts every connect and plays its part. */
    public static TestTarget playing(Part part) {
        return new TestTarget(part, null);
    }

    /** A server that reads and never says a word. */
    public static TestTarget silent() {
        return playing(wire -> {
            ByteBuffer room = ByteBuffer.allocate(1000);
            while (wire.read(room.clear()) >= 0) {
                // goes on reading
            }
        });
    }

    /** A connect that fails like this. */
    public static TestTarget failing(IOException failure) {
        return new TestTarget(wire -> {}, failure);
    }

    @Override
    public Server server() {
        return server;
    }

    @Override
    public Address address() {
        return server.address();
    }

    @Override
    public Wire connect(Address to, Duration timeout) throws IOException {
        if (failure != null) {
            throw failure;
        }
        MemoryWire.Pair pair = MemoryWire.pair();
        wires.add(pair.near());
        Thread.ofVirtual().start(() -> play(pair.far()));
        return pair.near();
    }

    private void play(MemoryWire far) {
        try (far) {
            part.play(far);
        } catch (IOException e) {
            // the probe has hung up
        }
    }

    /** How many connects there were. */
    public int connects() {
        return wires.size();
    }

    /** Checks that every wire that was handed out has been closed. */
    public void assertClosed() {
        for (MemoryWire wire : wires) {
            if (!wire.isClosed()) {
                throw new AssertionError("a wire to the server was left open");
            }
        }
    }
}
