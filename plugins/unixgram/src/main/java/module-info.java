import nib.spi.Provider;
import nib.unixgram.UnixgramProvider;
import org.jspecify.annotations.NullMarked;

/** Datagrams of Unix sockets. */
@NullMarked
module nib.unixgram {
    requires static org.jspecify;
    requires nib.api;
    requires org.jnrproject.unixsocket;

    provides Provider with
            UnixgramProvider;
}
