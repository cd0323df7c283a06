package nib.spi;

import nib.api.Event;

/** What the house lends to a part that lives longer than a call. Every method may be called by any thread. */
public interface Host {
    /** The clock. Tests have one that they turn by hand. */
    Clock clock();

    /**
     * Starts a daemon thread of the operating system.
     *
     * @param name what the thread does; shown in thread dumps
     */
    Thread thread(String name, Runnable work);

    /** A place to put events: never blocks, never throws. */
    void tell(Event event);
}
