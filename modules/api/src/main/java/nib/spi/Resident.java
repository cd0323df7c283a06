package nib.spi;

import java.io.IOException;

/**
 * A part that owns a thread, a file or a socket. It is opened after the whole plan has been accepted, and closed when
 * no plan holds it any more; parts are closed in the reverse order of opening.
 */
public interface Resident {
    /**
     * Begins to live. When this throws, the new plan is given up and the old one stays.
     *
     * @throws IOException with a message for the operator, if what it needs is not to be had
     */
    void open(Host host) throws IOException;

    /** Ends; safe to call twice. What is still queued is finished within a second or two. */
    void close();
}
