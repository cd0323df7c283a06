package nib.accesslog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import nib.api.Event.ConnectionEnded;

/** Puts events into lines. For one thread. */
interface Lines {
    /** One line for a connection. */
    void connection(ConnectionEnded ended, ByteArrayOutputStream page) throws IOException;

    /**
     * One line that says that connections are missing.
     *
     * @param now milliseconds since 1970
     */
    void missing(long now, long count, ByteArrayOutputStream page) throws IOException;
}
