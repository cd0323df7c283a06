import nib.spi.Provider;
import nib.unix.UnixProvider;
import org.jspecify.annotations.NullMarked;

/** Unix sockets for sessions. */
@NullMarked
module nib.unix {
    requires static org.jspecify;
    requires nib.api;
    requires jdk.net; // who is at the other end

    provides Provider with
            UnixProvider;
}
