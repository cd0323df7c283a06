import nib.spi.Provider;
import nib.tcp.TcpProvider;
import org.jspecify.annotations.NullMarked;

/** TCP for sessions. */
@NullMarked
module nib.tcp {
    requires static org.jspecify;
    requires nib.api;

    provides Provider with
            TcpProvider;
}
