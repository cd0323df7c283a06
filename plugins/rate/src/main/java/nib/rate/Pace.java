package nib.rate;

/**
 * How often is often, as the generic cell rate algorithm sees it (ITU-T I.371, virtual scheduling): each visit moves the
 * time at which the next one would be due; who is further ahead of its time than a burst is too early. One number is all
 * that must be kept of a client.
 *
 * @param step nanoseconds from one visit to the next in the long run
 * @param burst nanoseconds that a client may be ahead, its visit included
 * @param patience nanoseconds that a client may wait for its time
 */
record Pace(long step, long burst, long patience) {
    /**
     * A pace.
     *
     * @throws ArithmeticException if a burst takes longer than 146 years
     */
    static Pace of(int most, long every, int burst, long patience) {
        long step = Math.max(1, every / most);
        long ahead = Math.multiplyExact(step, (long) burst);
        if (ahead > Long.MAX_VALUE / 2) {
            throw new ArithmeticException("too long");
        }
        return new Pace(step, ahead, patience);
    }

    /** When the next visit would be due if there was one now. */
    long after(long due, long now) {
        return Math.max(due, now) + step;
    }

    /** Whether a visit now, after which the next one is due then, would have to wait for too long. */
    boolean isTooEarly(long next, long now) {
        return next - now > burst + patience;
    }

    /** How long a visit now, after which the next one is due then, has to wait. */
    long delay(long next, long now) {
        return Math.max(0, next - now - burst);
    }
}
