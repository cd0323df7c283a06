package nib.dsr;

import java.lang.foreign.MemorySegment;

/** Where frames go out. */
interface Out {
    /** Sends a frame soon; its memory stays as it is until {@link Station} has sent what it collected. */
    void send(MemorySegment memory, long at, int length);

    /** Sends a frame now. */
    void sendNow(MemorySegment memory, int length);

    /** Has frames to a multicast address come in too. */
    void join(long hardware);
}
