package nib.udplinux;

import java.nio.ByteBuffer;
import nib.linux.ReceiveBatch;

/** The datagrams of the last batch that are still to be sent, each at its place in the batch. Belongs to one worker. */
final class Waiting {
    private final ReceiveBatch batch;
    private final ByteBuffer bytes;
    private final int[] begin = new int[Worker.BATCH];
    private final int[] end = new int[Worker.BATCH];
    private final int[] after = new int[Worker.BATCH];

    Waiting(ReceiveBatch batch, ByteBuffer bytes) {
        this.batch = batch;
        this.bytes = bytes;
    }

    /** Remembers one that is where it was received; its place. */
    int put(ByteBuffer datagram) {
        int place = Math.min(datagram.position() / Worker.LARGEST, Worker.BATCH - 1);
        begin[place] = datagram.position();
        end[place] = datagram.limit();
        return place;
    }

    void chain(int place, int next) {
        after[place] = next;
    }

    int after(int place) {
        return after[place];
    }

    void give(int place, Sender to) {
        to.add(batch.buffer(), begin[place], end[place] - begin[place], null);
    }

    ByteBuffer get(int place) {
        return bytes.limit(end[place]).position(begin[place]);
    }
}
