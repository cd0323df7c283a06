package nib.tls;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that clients may come back to: a number of them, for a while, each for the name it was made for. Made anew with the certificates, so that no session outlives the policy under which it began. Any thread.
 */
final class Sessions {
    private record Known(Resumption session, String name, long until) {}

    private final Map<ByteBuffer, Known> known;
    private final long time;
    private final int most;
    private final LongSupplier nanos;

    Sessions(int most, long time, LongSupplier nanos) {
        this.most = most;
        this.time = time;
        this.nanos = nanos;
        this.known = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Known> eldest) {
                return size() > most;
            }
        };
    }

    boolean isOff() {
        return most == 0;
    }

    /** Remembers a session by the number or ticket that its client has. */
    synchronized void add(byte[] number, Resumption session, String name) {
        known.put(ByteBuffer.wrap(number), new Known(session, name, nanos.getAsLong() + time));
    }

    /** How long a session is remembered, in nanoseconds. */
    long time() {
        return time;
    }

    /** The session of that number or ticket, if it was made for that name and is not over. */
    synchronized @Nullable Resumption find(byte[] number, String name) {
        Known one = known.get(ByteBuffer.wrap(number));
        if (one == null || !one.name.equals(name)) {
            return null;
        }
        if (one.until - nanos.getAsLong() < 0) {
            known.remove(ByteBuffer.wrap(number));
            return null;
        }
        return one.session;
    }

    synchronized int size() {
        return known.size();
    }
}
