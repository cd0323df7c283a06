package nib.kernel;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import nib.api.Client;
import nib.api.Event;
import org.jspecify.annotations.Nullable;

/** The connections that have ended last, by their numbers, for those who ask what became of one. Any thread. */
final class Recent {
    /** A power of two. */
    private static final int ROOM = 4096;

    private final AtomicReferenceArray<Event.@Nullable ConnectionEnded> ended = new AtomicReferenceArray<>(ROOM);

    /** Remembers one in the place of another with the same last digits, which is thousands of connections older. */
    void add(Event.ConnectionEnded one) {
        ended.set(place(one.id()), one);
    }

    /** The one of that number, or the newest of a client with that address and port. */
    Optional<Event.ConnectionEnded> find(String which) {
        return IntStream.range(0, ROOM)
                .mapToObj(ended::get)
                .filter(Objects::nonNull)
                .filter(one -> means(which, one.id(), one.client()))
                .max(Comparator.comparingLong(Event.ConnectionEnded::id));
    }

    /** Whether somebody who says a number, or an address and port, means that connection. */
    static boolean means(String which, long id, Client client) {
        return which.equals(String.valueOf(id)) || which.equals(String.valueOf(client.address()));
    }

    private static int place(long id) {
        return (int) id & (ROOM - 1);
    }
}
