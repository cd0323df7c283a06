package nib.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import nib.spi.Connection;
import nib.spi.Filter;
import nib.spi.Wire;

/**
 * Says the same to everybody who has said something, and ends. What a client still sends is read, so that the answer is
 * not lost to a reset; the listener's {@code handshake} is the longest that takes.
 */
final class Answer implements Filter {
    private static final int PIECE = 4096;

    /** What a client may say in vain, in bytes. */
    private static final int MOST = 1 << 20;

    private final byte[] answer;

    Answer(byte[] answer) {
        this.answer = answer.clone();
    }

    @Override
    public void handle(Connection connection, Next next) throws IOException {
        Wire wire = connection.wire();
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        int heard = wire.read(piece);
        if (heard < 0) {
            return;
        }
        wire.write(ByteBuffer.wrap(answer));
        wire.finish();
        for (int more = heard; more >= 0 && heard < MOST; more = wire.read(piece.clear())) {
            heard += more;
        }
    }
}
