package nib.udplinux;

import java.nio.ByteBuffer;
import nib.datagram.Line;
import nib.datagram.Unsent;

/**
 * Datagrams of clients on their way to one server. They wait where they were received, in a chain, until the door has
 * seen the batch that they came with; then they are sent together. Belongs to one worker.
 */
final class Outgoing implements Unsent {
    /** Ends a chain. */
    private static final int NONE = -1;

    private final Worker worker;
    private final int fd;
    private int first = NONE;
    private int last = NONE;

    Outgoing(Worker worker, int fd) {
        this.worker = worker;
        this.fd = fd;
    }

    @Override
    public boolean isEmpty() {
        return first == NONE;
    }

    /** Adds one that is where it was received. */
    void add(ByteBuffer datagram) {
        int place = worker.waiting.put(datagram);
        if (last == NONE) {
            first = place;
        } else {
            worker.waiting.chain(last, place);
        }
        last = place;
    }

    /**
     * Sends what waits.
     *
     * @param together as in {@link Sender#send}
     * @return whether one met the refusal of an earlier one; it and those behind it wait still
     */
    boolean send(int together) {
        return first == last ? sendOne() : sendAll(together);
    }

    /** By a call that costs less. */
    private boolean sendOne() {
        if (Upstream.send(worker, fd, worker.waiting.get(first)) != Line.Sent.REFUSED) {
            first = NONE;
            last = NONE;
        }
        return first != NONE;
    }

    private boolean sendAll(int together) {
        Sender sender = worker.sender;
        for (int one = first; one != NONE; one = after(one)) {
            worker.waiting.give(one, sender);
        }
        for (int sent = sender.send(fd, together, 0); sent > 0; sent--) {
            first = after(first);
        }
        last = first == NONE ? NONE : last;
        return first != NONE;
    }

    private int after(int one) {
        return one == last ? NONE : worker.waiting.after(one);
    }

    @Override
    public ByteBuffer take() {
        ByteBuffer one = worker.waiting.get(first);
        first = after(first);
        last = first == NONE ? NONE : last;
        return one;
    }
}
