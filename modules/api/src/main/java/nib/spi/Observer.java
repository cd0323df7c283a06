package nib.spi;

import nib.api.Event;

/** Is told what happens. */
public interface Observer {
    /**
     * Told of an event by the thread on which it happened, often many at once: never blocks. What takes time goes
     * into a bounded queue, served by a thread that the observer opens as a {@link Resident}.
     */
    void on(Event event);

    /** Brings an observer's word to life. */
    non-sealed interface Provider<S extends Record> extends nib.spi.Provider<S, Observer> {}
}
