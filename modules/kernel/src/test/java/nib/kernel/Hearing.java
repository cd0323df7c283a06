package nib.kernel;

import java.nio.ByteBuffer;
import java.util.Set;
import nib.api.Address;
import nib.api.Client;
import nib.spi.Opening;

/** A trivial opening: a line such as {@code from 10.1.2.3} or {@code pool other}, ended by a new line. */
final class Hearing implements Opening {
    static final int MOST = 64;

    /** The most bytes of a line that were seen before its end. */
    private volatile int begun;

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public Answer read(ByteBuffer first, boolean whole, Client client) {
        StringBuilder line = new StringBuilder();
        for (int at = first.position(); at < first.limit(); at++) {
            if (first.get(at) == '\n') {
                return understand(line.toString(), line.length() + 1, client);
            }
            line.append((char) first.get(at));
        }
        begun = Math.max(begun, line.length());
        return first.remaining() < MOST ? new More(first.remaining() + 1) : new Bad("the line does not end");
    }

    private static Answer understand(String line, int length, Client client) {
        String[] words = line.split(" ", 2);
        return switch (words[0]) {
            case "from" -> new Done(length, client.seenAs(Address.parse(words[1] + ":99"), client.local()), null);
            case "pool" -> new Done(length, client, words[1]);
            case "throw" -> throw new IllegalStateException("as it was told to");
            default -> new Bad("neither from nor pool");
        };
    }

    int begun() {
        return begun;
    }

    @Override
    public Answer silence(ByteBuffer first, Client client) {
        return first.hasRemaining() ? new Bad("half a line") : new Done(0, client, null);
    }

    @Override
    public Set<String> pools() {
        return Set.of();
    }
}
