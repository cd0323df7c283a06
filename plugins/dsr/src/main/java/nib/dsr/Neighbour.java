package nib.dsr;

import java.util.ArrayDeque;
import nib.api.Ip;
import org.jspecify.annotations.Nullable;

/**
 * A server on our segment, or a router that leads to one, and where its frames go.
 *
 * <pre>
 *   ASKED --answers--> KNOWN --too old--> asked again --answers--> KNOWN
 *     \--never answers--> LOST <--never answers--/    LOST --later--> ASKED
 * </pre>
 *
 * Only an answer that was asked for changes anything. The loop's.
 */
final class Neighbour {
    private static final int HELD = 16;

    final Ip ip;
    /** The server behind it that gets packets in packets, or null if it is the server. */
    final @Nullable Ip behind;
    /** Whom it is asked by, where the device has no address of that family. */
    final Ip asking;

    private final ArrayDeque<byte[]> held = new ArrayDeque<>();
    private long hardware;
    private boolean known;
    private boolean lost;
    long asked;
    long answered;
    long used;
    int tries;

    Neighbour(Ip ip, @Nullable Ip behind, Ip asking) {
        this.ip = ip;
        this.behind = behind;
        this.asking = asking;
    }

    boolean isKnown() {
        return known;
    }

    /** It has not answered for too long. */
    boolean isLost() {
        return lost;
    }

    long hardware() {
        return hardware;
    }

    /** Whether it was asked and may answer. */
    boolean isAwaited() {
        return tries > 0;
    }

    /** Whether that is another address than before. */
    boolean answer(long where, long now) {
        boolean other = !known || where != hardware;
        hardware = where;
        known = true;
        lost = false;
        tries = 0;
        answered = now;
        return other;
    }

    /** Whether it was there until now. */
    boolean lose(long now) {
        boolean was = !lost;
        known = false;
        lost = true;
        tries = 0;
        answered = now;
        held.clear();
        return was;
    }

    /** Keeps a frame until it is known where it goes; of more than a few the oldest is dropped. */
    void hold(byte[] frame) {
        if (held.size() == HELD) {
            held.remove();
        }
        held.add(frame);
    }

    ArrayDeque<byte[]> held() {
        return held;
    }
}
