package nib.pen;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What pen would be told to do by its command line and its configuration: with the defaults of pen 0.34.1. */
final class Farm {
    /** Where clients come in, as the command line has it. */
    String listen = "";

    final List<Slot> servers = new ArrayList<>();
    final Map<Integer, List<Entry>> lists = new TreeMap<>();
    boolean udp;
    boolean roundrobin;
    boolean hash;
    boolean weight;
    boolean prio;
    boolean stubborn;
    boolean keepalive;
    boolean foreground;
    int blacklist = 30;
    int tracking;
    int timeout = 3;
    int clients = 2048;
    int connections = 500;
    int backlog = 500;
    int idle;
    int clientList;

    @Nullable String emergency;

    @Nullable String abuse;

    @Nullable String source;

    @Nullable String pid;

    @Nullable String certificate;

    @Nullable String key;

    boolean certifiedClients;
    final List<String> authorities = new ArrayList<>();

    /** What Nib has no counterpart for (yet), in words for an operator. */
    final Set<String> missing = new LinkedHashSet<>();

    /** A place for a server; the address may come later. */
    static final class Slot {
        String host = "";
        int port;
        int max;
        int hard;
        int weight;
        int prio;

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
}
