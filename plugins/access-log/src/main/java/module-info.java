import nib.accesslog.AccessLogProvider;
import nib.accesslog.PenLogProvider;
import nib.spi.Provider;
import org.jspecify.annotations.NullMarked;

/** One line for each connection, or, as pen does, for each piece that a client says. */
@NullMarked
module nib.accesslog {
    requires static org.jspecify;
    requires nib.api;
    requires com.fasterxml.jackson.core;

    provides Provider with
            AccessLogProvider,
            PenLogProvider;
}
