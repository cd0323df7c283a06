package nib.udplinux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import nib.linux.Call;
import nib.linux.Sockets;

/** Datagrams of servers on their way to clients of one door, until they are sent together. Belongs to one worker. */
final class Replies {
    /** Milliseconds in which the system may get room for what it is to send; then it is lost. */
    private static final int ROOM = 20;

    private final Call call;
    private final Sender sender;
    private final MemorySegment bytes;
    private int door = -1;

    Replies(Call call, Arena arena) {
        this.call = call;
        this.sender = new Sender(call, arena, Worker.BATCH);
        this.bytes = arena.allocate((long) Worker.BATCH * Worker.LARGEST, 64);
    }

    /** Receives the next: how many bytes, or an error. It goes nowhere before {@link #to}. */
    long receive(int fd, int from) {
        if (sender.isFull() || from != door) {
            flush();
        }
        door = from;
        return Sockets.recv(call, fd, bytes, offset(), Worker.LARGEST, Sockets.MSG_TRUNC);
    }

    private long offset() {
        return (long) sender.count() * Worker.LARGEST;
    }

    /** Says where the one that was received goes. */
    void to(Origin origin, long length) {
        sender.add(bytes, offset(), length, origin);
    }

    /** Sends what there is. */
    void flush() {
        sender.send(door, Worker.BATCH, ROOM);
    }
}
