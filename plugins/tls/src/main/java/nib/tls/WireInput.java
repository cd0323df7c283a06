package nib.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import nib.spi.Wire;

/**
 * What comes in by a wire, for the engine, which asks for the five bytes of a record's head and then for the rest. A
 * little is read ahead, so that a small record is one read; a large one goes straight to its place.
 */
final class WireInput extends InputStream {
    private static final int AHEAD = 1024;

    private final Wire wire;
    private final ByteBuffer ahead = ByteBuffer.allocate(AHEAD).limit(0);

    WireInput(Wire wire) {
        this.wire = wire;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (!ahead.hasRemaining()) {
            if (length >= AHEAD) {
                return wire.read(ByteBuffer.wrap(into, from, length));
            }
            int read = wire.read(ahead.clear());
            ahead.flip();
            if (read < 0) {
                return -1;
            }
        }
        int taken = Math.min(length, ahead.remaining());
        ahead.get(into, from, taken);
        return taken;
    }

    @Override
    public int available() {
        return ahead.remaining();
    }
}
