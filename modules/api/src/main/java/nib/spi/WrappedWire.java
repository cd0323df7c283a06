package nib.spi;

import java.io.IOException;
import java.nio.ByteBuffer;
import nib.api.Address;

/**
 * A wire around another that passes everything on: for filters that differ in one thing or two. Threads as for
 * {@link Wire}.
 */
public class WrappedWire implements Wire {
    /** The wire within. */
    protected final Wire inner;

    /** Around that wire. */
    public WrappedWire(Wire inner) {
        this.inner = inner;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return inner.read(into);
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        inner.write(from);
    }

    @Override
    public void finish() throws IOException {
        inner.finish();
    }

    @Override
    public void reset() {
        inner.reset();
    }

    @Override
    public void close() {
        inner.close();
    }

    @Override
    public Address local() {
        return inner.local();
    }

    @Override
    public Address remote() {
        return inner.remote();
    }
}
