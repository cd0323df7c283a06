package nib.epoll;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static nib.linux.Errno.EAGAIN;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import nib.api.Client;
import nib.linux.Sockets;
import nib.spi.Opening;
import org.jspecify.annotations.Nullable;

/** The first bytes of a client, until the opening of its listener is content. */
final class Greeting {
    /** Who says nothing costs little. */
    private static final int FIRST = 256;

    private final Opening opening;
    private final int most;
    private byte[] heard = new byte[FIRST];
    private int length;
    private int wanted = 1;
    private boolean ended;
    private boolean cut;

    Greeting(Opening opening) {
        this.opening = opening;
        this.most = opening.most();
    }

    /** Reads what there is; the answer, or null if more must come. */
    Opening.@Nullable Answer hear(Worker worker, int fd, Client client) {
        while (!ended && length < most) {
            long count = Sockets.recv(worker.call, fd, worker.buffer, 0, Math.min(most - length, Worker.BUFFER), 0);
            if (count > 0) {
                keep(worker.buffer, (int) count);
            } else if (count == -EAGAIN) {
                break;
            } else {
                ended = true;
                cut = count < 0;
            }
        }
        return length >= wanted || ended || length == most ? ask(client) : null;
    }

    private void keep(MemorySegment source, int count) {
        if (length + count > heard.length) {
            heard = Arrays.copyOf(heard, Math.min(most, Math.max(length + count, 2 * heard.length)));
        }
        MemorySegment.copy(source, JAVA_BYTE, 0, heard, length, count);
        length += count;
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
        return ByteBuffer.wrap(heard, 0, length).asReadOnlyBuffer();
    }

    /** What no opening has consumed. */
    byte[] rest(Opening.Done done) {
        return Arrays.copyOfRange(heard, done.consumed(), length);
    }

    /** Whether the client went without a byte. */
    boolean isEmpty() {
        return ended && length == 0;
    }

    /** Whether the client cut the connection. */
    boolean isCut() {
        return cut;
    }
}
