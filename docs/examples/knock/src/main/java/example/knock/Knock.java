package example.knock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import nib.spi.Connection;
import nib.spi.Filter;

/** Lets by who says a secret line first. */
final class Knock implements Filter {
    private final byte[] line;

    Knock(KnockSettings settings) {
        if (settings.secret().isEmpty()) {
            throw new IllegalArgumentException("a secret must not be empty");
        }
        this.line = (settings.secret() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void handle(Connection connection, Next next) throws IOException {
        // Not a byte more: what follows is for the server.
        ByteBuffer said = ByteBuffer.allocate(line.length);
        while (said.hasRemaining()) {
            if (connection.wire().read(said) < 0) {
                throw new IOException("it left without knocking");
            }
        }
        // In the same time wherever it differs.
        if (!MessageDigest.isEqual(line, said.array())) {
            throw new IOException("it did not knock as agreed");
        }
        next.handle(connection);
    }
}
