package nib.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import nib.api.Client;
import nib.api.Server;
import nib.spi.Preamble;
import org.jspecify.annotations.Nullable;

/** A trivial preamble: a line with the client's address. */
final class Saying implements Preamble {
    @Override
    public int most() {
        return 64;
    }

    @Override
    public void write(@Nullable Client client, Server server, ByteBuffer into) {
        into.put(("for " + client + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
