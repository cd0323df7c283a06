package nib.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import nib.api.Address;
import nib.spi.Wire;

/** A wire around another, for broken ones to differ from in one thing. */
class WrappedWire implements Wire {
    final Wire inner;

    WrappedWire(Wire inner) {
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
