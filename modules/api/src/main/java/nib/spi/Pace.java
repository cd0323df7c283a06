package nib.spi;

/**
 * How quickly bytes may move one way. What is allowed may be shared with other connections, of the same client or to the
 * same pool; whoever moves bytes asks only here. Any thread.
 */
public interface Pace {
    /** The most bytes to read at once, 1 or more. */
    int most();

    /**
     * Counts bytes that have moved.
     *
     * @return nanoseconds to wait before more are read; 0 for none
     */
    long moved(long bytes);

    /** Counts a datagram, which cannot wait, unless it is too early for it: whether it may go on. */
    boolean admits(int bytes);
}
