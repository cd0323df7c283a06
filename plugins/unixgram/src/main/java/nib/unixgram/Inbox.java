package nib.unixgram;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.util.Locale;
import jnr.unixsocket.UnixDatagramChannel;
import nib.api.Address;
import nib.spi.BoundFile;
import nib.spi.Forwarder;
import org.jspecify.annotations.Nullable;

/**
 * A bound socket and its file, if its name is one. It does not block; waiting is done at a selector, on a thread of the
 * system: the library would hold the carrier of a virtual one.
 */
final class Inbox implements Closeable {
    private final UnixDatagramChannel channel;
    private final Selector arrivals;
    final Address local;
    private final @Nullable BoundFile file;

    private Inbox(UnixDatagramChannel channel, Selector arrivals, Address local, @Nullable BoundFile file) {
        this.channel = channel;
        this.arrivals = arrivals;
        this.local = local;
        this.file = file;
    }

    static Inbox bind(Forwarder.Terms terms) throws IOException {
        Address address = terms.address();
        boolean named = address instanceof Address.Unix(String path) && path.startsWith("/");
        UnixDatagramChannel channel = UnixDatagramChannel.open();
        BoundFile file = null;
        try {
            if (named) {
                BoundFile.removeStale(Path.of(((Address.Unix) address).path()));
            }
            channel.bind(Names.of(address));
            if (named) {
                file = BoundFile.of(Path.of(((Address.Unix) address).path()));
                file.adorn(terms.file());
            }
            channel.configureBlocking(false);
            Selector arrivals = channel.provider().openSelector();
            channel.register(arrivals, SelectionKey.OP_READ);
            return new Inbox(channel, arrivals, address, file);
        } catch (IOException e) {
            channel.close();
            if (file != null) {
                file.remove();
            }
            throw e;
        }
    }

    /** Waits until there is something, or {@link #wake}. */
    void await() throws IOException {
        arrivals.select();
        arrivals.selectedKeys().clear();
    }

    void wake() {
        arrivals.wakeup();
    }

    /** The next datagram, whole, and who sent it; null if there is none. */
    @Nullable Address receive(ByteBuffer into) throws IOException {
        try {
            return Names.of(channel.receive(into));
        } catch (IOException e) {
            if (says(e, "temporarily unavailable")) {
                return null;
            }
            throw e;
        }
    }

    /** The library has errors in words only. */
    static boolean says(IOException e, String words) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains(words);
    }

    /** From now on nobody finds it. */
    void hide() {
        if (file != null) {
            file.remove();
        }
    }

    @Override
    public void close() throws IOException {
        hide();
        try (channel) {
            arrivals.close();
        }
    }
}
