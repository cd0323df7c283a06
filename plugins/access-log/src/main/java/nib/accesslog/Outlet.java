package nib.accesslog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import nib.spi.Clock;

/** Where lines go. For one thread at a time. */
interface Outlet extends Closeable {
    /** Looks, now and then, whether the lines should go elsewhere by now; if that fails, nothing changes. */
    void follow() throws IOException;

    /** Writes whole lines. */
    void write(ByteBuffer page) throws IOException;

    /** Opens an outlet. */
    interface Source {
        /**
         * Opens it.
         *
         * @throws IOException with a message for the operator
         */
        Outlet open(Clock clock) throws IOException;
    }
}
