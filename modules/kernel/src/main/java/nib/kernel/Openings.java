package nib.kernel;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import nib.api.Client;
import nib.api.Event;
import nib.spi.Host;
import nib.spi.Opening;
import org.jspecify.annotations.Nullable;

/** The openings of a listener as one: each hears what the one before has left, and the client that it has seen. */
final class Openings implements Opening {
    private final List<Opening> all;
    private final Host host;

    private Openings(List<Opening> all, Host host) {
        this.all = all;
        this.host = host;
    }

    /** All of them as one; null if there is none. */
    static @Nullable Opening of(List<Opening> all, Host host) {
        return all.isEmpty() ? null : new Openings(all, host);
    }

    @Override
    public int most() {
        return all.stream().mapToInt(Opening::most).sum();
    }

    @Override
    public long patience() {
        return all.stream().mapToLong(Opening::patience).min().orElse(Long.MAX_VALUE);
    }

    @Override
    public Answer read(ByteBuffer first, boolean whole, Client client) {
        return ask(first, whole, false, client);
    }

    @Override
    public Answer silence(ByteBuffer first, Client client) {
        return ask(first, false, true, client);
    }

    private Answer ask(ByteBuffer first, boolean whole, boolean silent, Client client) {
        int consumed = 0;
        String pool = null;
        Client seen = client;
        for (Opening one : all) {
            ByteBuffer rest = first.slice(first.position() + consumed, first.remaining() - consumed);
            switch (answer(one, rest, whole, silent, seen)) {
                case More more -> {
                    return new More(consumed + more.bytes());
                }
                case Bad bad -> {
                    return bad;
                }
                case Done done -> {
                    consumed += Math.clamp(done.consumed(), 0, rest.remaining());
                    seen = done.client();
                    pool = done.pool() == null ? pool : done.pool();
                }
            }
        }
        return new Done(consumed, seen, pool);
    }

    /** Fails closed. What asks for more than it may, or than will ever come, is bad. */
    private Answer answer(Opening one, ByteBuffer rest, boolean whole, boolean silent, Client seen) {
        try {
            Answer answer = Objects.requireNonNull(one.read(rest.duplicate(), whole, seen), "it gave no answer");
            if (silent && answer instanceof More) {
                answer = Objects.requireNonNull(one.silence(rest.duplicate(), seen), "it gave no answer");
            }
            boolean more = answer instanceof More(int bytes) && (whole || silent || bytes > one.most());
            return more ? new Bad("its first bytes are not complete") : least(answer, rest);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            host.tell(new Event.PluginFailed("opening", one.getClass().getName(), Failures.words(e)));
            return new Bad("an opening failed");
        }
    }

    /** An answer that asks for what is there already would be asked for ever. */
    private static Answer least(Answer answer, ByteBuffer rest) {
        return answer instanceof More(int bytes) && bytes <= rest.remaining() ? new More(rest.remaining() + 1) : answer;
    }
}
