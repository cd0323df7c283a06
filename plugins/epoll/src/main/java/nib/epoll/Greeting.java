package nib.epoll;

import static nib.linux.Errno.EAGAIN;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import nib.api.Client;
import nib.linux.Sockets;
import nib.spi.Opening;
import org.jspecify.annotations.Nullable;

/** The first bytes of a client, until the opening of its listener is content. */
final class Greeting {
    private final Opening opening;
    private final ByteBuffer heard;
    private int wanted = 1;
    private boolean ended;
    private boolean cut;

    Greeting(Opening opening) {
        this.opening = opening;
        this.heard = ByteBuffer.allocate(opening.most());
    }

    /** Reads what there is; the answer, or null if more must come. */
    Opening.@Nullable Answer hear(Worker worker, int fd, Client client) {
        while (!ended && heard.hasRemaining()) {
            long count = Sockets.recv(worker.call, fd, worker.buffer, 0, heard.remaining(), 0);
            if (count > 0) {
                MemorySegment.copy(
                        worker.buffer,
                        java.lang.foreign.ValueLayout.JAVA_BYTE,
                        0,
                        heard.array(),
                        heard.position(),
                        (int) count);
                heard.position(heard.position() + (int) count);
            } else if (count == -EAGAIN) {
                break;
            } else {
                ended = true;
                cut = count < 0;
            }
        }
        return heard.position() >= wanted || ended || !heard.hasRemaining() ? ask(client) : null;
    }

    private Opening.@Nullable Answer ask(Client client) {
        Opening.Answer answer = opening.read(soFar(), ended, client);
        if (answer instanceof Opening.More(int bytes)) {
            wanted = bytes;
            return null;
        }
        return answer;
    }

    /** The time is over: never an answer that asks for more. */
    Opening.Answer silence(Client client) {
        return opening.silence(soFar(), client);
    }

    private ByteBuffer soFar() {
        return heard.duplicate().flip().asReadOnlyBuffer();
    }

    /** What no opening has consumed. */
    byte[] rest(Opening.Done done) {
        ByteBuffer all = heard.duplicate().flip();
        byte[] rest = new byte[all.remaining() - done.consumed()];
        all.get(done.consumed(), rest);
        return rest;
    }

    /** Whether the client went without a byte. */
    boolean isEmpty() {
        return ended && heard.position() == 0;
    }

    /** Whether the client has ended its stream. */
    boolean isEnded() {
        return ended;
    }

    /** Whether the client cut the connection. */
    boolean isCut() {
        return cut;
    }
}
