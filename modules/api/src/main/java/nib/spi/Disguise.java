package nib.spi;

import java.io.IOException;
import java.nio.channels.NetworkChannel;
import java.util.ServiceLoader;

/**
 * Lets a socket of the JDK leave from an address that is not this machine's: that of a client. A service, found by {@link
 * java.util.ServiceLoader}, because not every system can. Any thread.
 */
public interface Disguise {
    /**
     * To be called before the channel is bound.
     *
     * @throws IOException with what is missing
     */
    void allow(NetworkChannel channel) throws IOException;

    /**
     * The one that is there.
     *
     * @throws IOException if none is
     */
    static Disguise installed() throws IOException {
        return ServiceLoader.load(Disguise.class, Disguise.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IOException("nothing here lets a socket have a client's address"));
    }
}
