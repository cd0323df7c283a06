package nib.pen;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What pen would be told to do by its command line, its configuration and penctl: with the defaults of pen 0.34.1. A value
 * that is copied before it is changed, so that what is refused leaves nothing behind.
 */
final class Farm {
    /** Where clients come in, as the command line has it. */
    String listen = "";

    final List<Slot> servers;
    final Map<Integer, List<Entry>> lists;
    final EnumSet<Switch> on;
    final TlsOptions tls;
    private final EnumMap<Setting, Integer> numbers;

    /** What Nib has no counterpart for (yet), in words for an operator. */
    final Set<String> missing;

    boolean udp;
    int backlog = 500;
    String fastClose = "off";

    @Nullable String emergency;

    @Nullable String abuse;

    @Nullable String source;

    /** The network device of direct server return; null for a relay. */
    @Nullable String device;

    @Nullable String log;

    @Nullable String page;

    Farm() {
        servers = new ArrayList<>();
        lists = new TreeMap<>();
        on = EnumSet.noneOf(Switch.class);
        tls = new TlsOptions();
        numbers = new EnumMap<>(Setting.class);
        missing = new LinkedHashSet<>();
    }

    private Farm(Farm other) {
        servers = new ArrayList<>(other.servers.stream().map(Slot::new).toList());
        lists = new TreeMap<>();
        other.lists.forEach((number, entries) -> lists.put(number, new ArrayList<>(entries)));
        on = EnumSet.copyOf(other.on);
        tls = new TlsOptions(other.tls);
        numbers = new EnumMap<>(other.numbers);
        missing = new LinkedHashSet<>(other.missing);
        listen = other.listen;
        udp = other.udp;
        backlog = other.backlog;
        fastClose = other.fastClose;
        emergency = other.emergency;
        abuse = other.abuse;
        source = other.source;
        device = other.device;
        log = other.log;
        page = other.page;
    }

    /** The same, to be changed. */
    Farm copy() {
        return new Farm(this);
    }

    /** A place for a server; the address may come later. */
    static final class Slot {
        String host = "";
        int port;
        int max;
        int hard;
        int weight;
        int prio;
        int list;

        private Slot() {}

        private Slot(Slot other) {
            host = other.host;
            port = other.port;
            max = other.max;
            hard = other.hard;
            weight = other.weight;
            prio = other.prio;
            list = other.list;
        }

        /** A server that is in no place. */
        static Slot apart() {
            return new Slot();
        }

        /** The same at a port. */
        Slot at(int other) {
            Slot copy = new Slot(this);
            copy.port = other;
            return copy;
        }

        boolean isEmpty() {
            return host.isEmpty();
        }
    }

    /** One line of an access list. */
    record Entry(boolean permit, String addresses) {}

    /** The slot of that number, made if it is not there. */
    Slot slot(int number) {
        while (servers.size() <= number) {
            servers.add(new Slot());
        }
        return servers.get(number);
    }

    boolean is(Switch what) {
        return on.contains(what);
    }

    void turn(Switch what, boolean now) {
        if (now) {
            on.add(what);
        } else {
            on.remove(what);
        }
    }

    int number(Setting what) {
        return numbers.getOrDefault(what, what.usual);
    }

    void number(Setting what, int value) {
        numbers.put(what, what.grows() ? Math.max(value, number(what)) : value);
    }

    /** From the command line, where also what only grows may begin small. */
    void begin(Setting what, int value) {
        numbers.put(what, value);
    }

    /** An access list; without an entry it lets everybody in, and behind the last comes the opposite of its verb. */
    List<Entry> list(int number) {
        return lists.getOrDefault(number, List.of());
    }

    /** The port that clients come to, which servers have too if they say none; 0 for a Unix socket. */
    int port() throws Failure {
        return Places.listenPort(listen, udp);
    }
}
