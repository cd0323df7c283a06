package nib.pen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import nib.kernel.Status;

/**
 * Small numbers for connections, as pen has them: the first that is free, kept for as long as the connection is open.
 * They are given when somebody asks. One thread at a time.
 */
final class Seats {
    private final Map<Long, Integer> numbers = new HashMap<>();
    private int last = -1;

    /** Everybody who is here, by number. */
    Map<Integer, Status.Connection> taken(List<Status.Connection> open) {
        List<Status.Connection> oldestFirst = new ArrayList<>(open);
        oldestFirst.sort(Comparator.comparingLong(Status.Connection::id));
        Set<Long> here = new HashSet<>();
        open.forEach(one -> here.add(one.id()));
        numbers.keySet().retainAll(here);
        Set<Integer> busy = new HashSet<>(numbers.values());
        Map<Integer, Status.Connection> seats = new TreeMap<>();
        int free = 0;
        for (Status.Connection one : oldestFirst) {
            Integer number = numbers.get(one.id());
            if (number == null) {
                while (!busy.add(free)) {
                    free++;
                }
                number = free;
                last = number;
                numbers.put(one.id(), number);
            }
            seats.put(number, one);
        }
        return seats;
    }

    /** The number that was given last; -1 before the first. */
    int last() {
        return last;
    }

    /** Who has a number. */
    Optional<Status.Connection> at(int number, List<Status.Connection> open) {
        return Optional.ofNullable(taken(open).get(number));
    }
}
