package nib.unixgram;

import java.net.SocketAddress;
import jnr.unixsocket.UnixSocketAddress;
import nib.api.Address;
import org.jspecify.annotations.Nullable;

/** Addresses as the house has them, and as the library has them: an abstract name begins with a zero there. */
final class Names {
    private Names() {}

    static UnixSocketAddress of(Address address) {
        if (!(address instanceof Address.Unix(String path)) || path.isEmpty()) {
            throw new IllegalArgumentException("unixgram needs a path or @name, not " + address);
        }
        return new UnixSocketAddress(path.startsWith("@") ? "\0" + path.substring(1) : path);
    }

    /** Without a name for who has not bound its socket, or has a name that no configuration could say. */
    static Address of(@Nullable SocketAddress address) {
        String path = address instanceof UnixSocketAddress unix ? unix.path() : null;
        try {
            return new Address.Unix(path == null ? "" : path.startsWith("\0") ? "@" + path.substring(1) : path);
        } catch (IllegalArgumentException e) {
            return new Address.Unix("");
        }
    }
}
