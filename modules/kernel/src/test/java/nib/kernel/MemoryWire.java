package nib.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import nib.api.Address;
import nib.spi.Wire;

/** One end of a connection in memory. */
final class MemoryWire implements Wire {
    private final Address local;
    private final Address remote;
    private final Pipe in;
    private final Pipe out;
    private volatile boolean closed;

    private MemoryWire(Address local, Address remote, Pipe in, Pipe out) {
        this.local = local;
        this.remote = remote;
        this.in = in;
        this.out = out;
    }

    /** Both ends of a connection. */
    record Pair(MemoryWire near, MemoryWire far) {}

    /**
     * A connection.
     *
     * @param capacity bytes that may be under way in each direction
     */
    static Pair pair(Address near, Address far, int capacity) {
        Pipe out = new Pipe(capacity);
        Pipe back = new Pipe(capacity);
        return new Pair(new MemoryWire(near, far, back, out), new MemoryWire(far, near, out, back));
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return in.read(into);
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        out.write(from);
    }

    @Override
    public void finish() {
        out.end();
    }

    @Override
    public void reset() {
        closed = true;
        in.cut();
        out.cut();
    }

    @Override
    public void close() {
        closed = true;
        out.end();
        in.refuse();
    }

    /** Reads no more, as an application that has gone; what it wrote can still be read. */
    void refuse() {
        in.refuse();
    }

    /** Writes of the other side that failed. */
    int failures() {
        return in.failures();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public Address local() {
        return local;
    }

    @Override
    public Address remote() {
        return remote;
    }
}
