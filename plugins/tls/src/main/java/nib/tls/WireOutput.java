package nib.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import nib.spi.Wire;

/** What goes out by a wire; closing is the house's. */
final class WireOutput extends OutputStream {
    private final Wire wire;

    WireOutput(Wire wire) {
        this.wire = wire;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] out, int from, int length) throws IOException {
        wire.write(ByteBuffer.wrap(out, from, length));
    }
}
