import nib.accesslog.AccessLogProvider;
import nib.spi.Provider;
import org.jspecify.annotations.NullMarked;

/** One line for each connection. */
@NullMarked
module nib.accesslog {
    requires static org.jspecify;
    requires nib.api;
    requires com.fasterxml.jackson.core;

    provides Provider with
            AccessLogProvider;
}
