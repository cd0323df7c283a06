package nib.datagram;

/**
 * What is known about whether a server answers at all. Anybody can send what a server need not answer, so one client's
 * silence is no proof: a server is to blame only if it answered nobody in the meantime.
 */
final class Silence {
    /** Questions without an answer, of one session, or last ones of that many sessions, before a server is blamed. */
    static final int ENOUGH = 3;

    private long answered;
    private boolean heard;
    private int missed;

    void answered(long now) {
        answered = now;
        heard = true;
        missed = 0;
    }

    /** Whether it answered nobody since then. */
    boolean since(long then) {
        return !heard || answered - then < 0;
    }

    /** A session that began then has ended without an answer; whether that makes enough. */
    boolean missed(long then) {
        if (since(then)) {
            missed++;
        }
        if (missed < ENOUGH) {
            return false;
        }
        missed = 0;
        return true;
    }
}
