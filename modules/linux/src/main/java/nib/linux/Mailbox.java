package nib.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Receives Unix datagrams with who sent them: SCM_CREDENTIALS at a socket with {@link Option#SO_PASSCRED}, unix(7). Descriptors
 * that somebody sends along are closed. Belongs to one thread; what it tells is that of the last {@link #receive}.
 */
public final class Mailbox {
    private static final int MSG_TRUNC = 0x20;
    private static final int SCM_RIGHTS = 1;
    private static final int SCM_CREDENTIALS = 2;
    private static final int UCRED = 12;

    private final Received received;
    private long ucred;

    /**
     * Memory for one datagram, which lives as long as the arena.
     *
     * @param room bytes; what is longer is cut
     */
    public Mailbox(Arena arena, int room) {
        received = new Received(arena, room, 64);
    }

    /** Receives one, recvmsg(2): its whole length, larger than the room if it was cut; or an error. */
    public long receive(Call call, int fd) {
        ucred = -1;
        long length = received.receive(call, fd, MSG_TRUNC);
        if (length < 0) {
            return length;
        }
        MemorySegment memory = received.control;
        long end = received.controlEnd();
        for (long at = 0; Controls.isWhole(memory, at, end); at = Controls.next(memory, at, end)) {
            int size = Controls.dataLength(memory, at);
            long data = at + Controls.HEADER;
            if (Controls.is(memory, at, Controls.SOCKET, SCM_CREDENTIALS) && size >= UCRED) {
                ucred = data;
            } else if (Controls.is(memory, at, Controls.SOCKET, SCM_RIGHTS)) {
                for (long gift = data; gift + 4 <= data + size; gift += 4) {
                    Descriptors.close(call, memory.get(JAVA_INT_UNALIGNED, gift));
                }
            }
        }
        return length;
    }

    /** The bytes. */
    public MemorySegment payload() {
        return received.payload;
    }

    /** The sender's address; unnamed if its socket has none. */
    public SocketAddress sender() {
        return received.name;
    }

    /** Whether the kernel said who sent it. */
    public boolean hasCredentials() {
        return ucred >= 0;
    }

    /** Who sent it, as the kernel vouches for. */
    public Credentials credentials() {
        if (!hasCredentials()) {
            throw new IllegalStateException("no SO_PASSCRED");
        }
        MemorySegment memory = received.control;
        return new Credentials(
                memory.get(JAVA_INT_UNALIGNED, ucred),
                memory.get(JAVA_INT_UNALIGNED, ucred + 4),
                memory.get(JAVA_INT_UNALIGNED, ucred + 8));
    }
}
