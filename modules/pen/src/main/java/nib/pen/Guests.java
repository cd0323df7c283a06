package nib.pen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nib.api.Address;
import nib.api.Event;
import nib.api.Ip;
import nib.kernel.Status;
import nib.spi.Observer;
import org.jspecify.annotations.Nullable;

/**
 * Who was there: pen's table of clients, by address. When it is full, the place of the one that was not seen for longest
 * is taken. Told by many threads; clients of Unix sockets have no address and are not in it.
 */
final class Guests implements Observer {
    private final Map<Ip, Guest> known = new LinkedHashMap<>(16, 0.75f, true);
    private int most;

    /** One place of the table. */
    private static final class Guest {
        private final int index;
        private String server = "";
        private long connects;
        private long sent;
        private long received;
        private long lastMillis;

        Guest(int index) {
            this.index = index;
        }
    }

    /**
     * A client as it is seen now.
     *
     * @param index its place in the table
     * @param server the name of the last server
     * @param sent bytes to the client
     * @param received bytes from the client
     * @param age seconds since it last came
     */
    record Sight(int index, Ip address, String server, long connects, long sent, long received, long age) {}

    Guests(int most) {
        this.most = most;
    }

    /** From now on with so many places. */
    synchronized void most(int places) {
        most = places;
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.ConnectionEnded end && end.route().server() != null) {
            Ip address = end.client().ip();
            if (address != null) {
                note(address, end);
            }
        }
    }

    private synchronized void note(Ip address, Event.ConnectionEnded end) {
        Guest guest = place(address);
        guest.server = String.valueOf(end.route().server());
        guest.connects++;
        guest.sent += end.traffic().received();
        guest.received += end.traffic().sent();
        guest.lastMillis = Math.max(guest.lastMillis, end.times().accepted());
    }

    private Guest place(Ip address) {
        Guest guest = known.get(address);
        if (guest == null) {
            guest = new Guest(known.size() < most ? known.size() : oldest());
            known.put(address, guest);
        }
        return guest;
    }

    /** Takes the place of the one that was not seen for longest. */
    private int oldest() {
        Map.Entry<Ip, Guest> first = known.entrySet().iterator().next();
        known.remove(first.getKey());
        return first.getValue().index;
    }

    /** All clients, with what those that are here now have moved so far; in the order of their places. */
    synchronized List<Sight> seen(List<Status.Connection> open, long nowMillis) {
        Map<Ip, Guest> here = new LinkedHashMap<>();
        for (Status.Connection one : open) {
            Ip address = address(one);
            if (address != null && one.server() != null) {
                Guest sum = here.computeIfAbsent(address, key -> new Guest(place(key).index));
                sum.server = one.server();
                sum.connects++;
                sum.sent += one.received();
                sum.received += one.sent();
                sum.lastMillis = Math.max(sum.lastMillis, nowMillis - TimeUnit.NANOSECONDS.toMillis(one.age()));
            }
        }
        List<Sight> all = new ArrayList<>();
        known.forEach((address, guest) -> all.add(sum(address, guest, here.get(address), nowMillis)));
        all.sort((a, b) -> Integer.compare(a.index, b.index));
        return all;
    }

    private static Sight sum(Ip address, Guest past, @Nullable Guest here, long nowMillis) {
        Guest now = here == null ? new Guest(past.index) : here;
        long last = Math.max(past.lastMillis, now.lastMillis);
        return new Sight(
                past.index,
                address,
                here == null ? past.server : now.server,
                past.connects + now.connects,
                past.sent + now.sent,
                past.received + now.received,
                Math.max(0, TimeUnit.MILLISECONDS.toSeconds(nowMillis - last)));
    }

    /** The places of clients by their addresses. */
    static Map<Ip, Integer> places(List<Sight> clients) {
        Map<Ip, Integer> places = new HashMap<>();
        clients.forEach(one -> places.put(one.address(), one.index()));
        return places;
    }

    /** The place of who has a connection; -1 for who is in none. */
    static int place(Map<Ip, Integer> places, Status.Connection one) {
        Ip address = address(one);
        return address == null ? -1 : places.getOrDefault(address, -1);
    }

    /** The address of a client, or null if it has none. */
    private static @Nullable Ip address(Status.Connection one) {
        return one.client().contains(":") && Address.parse(one.client()) instanceof Address.Inet inet
                ? inet.ip()
                : null;
    }
}
