package nib.spi;

/** Time that can be turned by hand in tests. */
public interface Clock {
    /** Nanoseconds that never jump, from an arbitrary origin: {@link System#nanoTime}. Compare by difference. */
    long nanos();

    /** Milliseconds since 1970, for people and logs. */
    long millis();

    /**
     * Does something later, once, on the house's timer thread: it must be quick and must not block.
     *
     * @param nanos from now; 0 or less for as soon as possible
     * @return what calls it off; calling it off twice or too late does nothing
     */
    Runnable after(long nanos, Runnable task);
}
