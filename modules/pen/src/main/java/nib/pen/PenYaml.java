package nib.pen;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes what pen would do as a configuration of Nib. */
final class PenYaml {
    /** As good as never; pen's own default. */
    private static final String LONG = "30d";

    private final Farm farm;
    private final StringBuilder text = new StringBuilder();

    private PenYaml(Farm farm) {
        this.farm = farm;
    }

    static String of(Farm farm) throws Failure {
        return new PenYaml(farm).write();
    }

    private String write() throws Failure {
        for (String one : farm.missing) {
            line(0, "# not carried over: " + one);
        }
        listener();
        pool();
        if (isDiverting()) {
            line(1, "abuse:");
            line(2, "policy: first");
            line(2, "servers: [\"" + other(String.valueOf(farm.abuse)) + "\"]");
        }
        return text.toString();
    }

    private void line(int depth, String words) {
        text.repeat("  ", depth).append(words).append('\n');
    }

    private void listener() throws Failure {
        line(0, "listeners:");
        line(1, "pen:");
        line(2, "bind: \"" + Places.bind(farm.listen, farm.udp) + "\"");
        line(2, "pool: servers");
        line(2, "max: " + farm.connections);
        if (farm.udp) {
            if (farm.idle > 0) {
                line(2, "datagrams: { idle: " + farm.idle + "s }");
            }
        } else {
            line(2, "backlog: " + farm.backlog);
            line(2, "idle: " + (farm.idle == 0 ? LONG : farm.idle + "s"));
        }
        if (farm.keepalive) {
            line(2, "keepalive: true");
        }
        guards();
        tls();
    }

    /** A list without an entry lets everybody in; behind the last entry comes the opposite of its verb. */
    private List<Farm.Entry> clientList() {
        return farm.lists.getOrDefault(farm.clientList, List.of());
    }

    private boolean isDiverting() {
        return farm.abuse != null && !clientList().isEmpty();
    }

    private void guards() {
        List<Farm.Entry> list = clientList();
        if (list.isEmpty()) {
            return;
        }
        line(2, "guards:");
        line(3, "- acl:");
        line(5, "rules:");
        for (Farm.Entry one : list) {
            String addresses = "[\"" + one.addresses() + "\"]";
            String denied = farm.abuse == null ? "deny: " + addresses : "pool: abuse, from: " + addresses;
            line(6, "- { " + (one.permit() ? "allow: " + addresses : denied) + " }");
        }
        String denied = farm.abuse == null ? "deny" : "{ pool: abuse }";
        line(5, "otherwise: " + (list.getLast().permit() ? denied : "allow"));
    }

    private void tls() {
        String certificate = farm.certificate;
        if (certificate == null) {
            return;
        }
        line(2, "filters:");
        line(3, "- tls:");
        String key = farm.key == null ? "" : ", key: " + path(farm.key);
        line(5, "certificates: [ { certificate: " + path(certificate) + key + " } ]");
        line(5, "unknown: first");
        if (farm.certifiedClients) {
            List<String> authorities = new ArrayList<>();
            farm.authorities.forEach(one -> authorities.add(path(one)));
            line(5, "clients: { certificate: require, ca: [" + String.join(", ", authorities) + "] }");
        }
    }

    /** From the folder where the command stands, as everywhere in pen. */
    private static String path(String name) {
        return quoted(Path.of(name).toAbsolutePath().toString());
    }

    private static String quoted(String words) {
        return '"' + Text.visible(words).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void pool() throws Failure {
        line(0, "pools:");
        line(1, "servers:");
        line(2, "policy: " + policy());
        if (!farm.roundrobin) {
            line(2, "sticky: { clients: " + farm.clients + ", time: " + farm.tracking + "s }");
        }
        line(2, "blacklist: " + farm.blacklist + "s");
        line(2, "connect: " + farm.timeout + "s");
        if (farm.stubborn) {
            line(2, "attempts: 1");
        }
        if (farm.source != null) {
            line(2, "source: \"" + farm.source + "\"");
        }
        line(2, "servers:");
        for (Farm.Slot one : farm.servers) {
            if (!one.isEmpty()) {
                line(3, "- { " + server(one) + " }");
            }
        }
        String emergency = farm.emergency;
        if (emergency != null) {
            line(2, "emergency: \"" + other(emergency) + "\"");
        }
    }

    /** Prio goes before weight, weight before hash, and without any of them servers take turns. */
    private String policy() {
        String hash = farm.roundrobin ? "{ hash: { key: address-and-port } }" : "hash";
        String within = farm.weight ? "least-connections" : farm.hash ? hash : "round-robin";
        return farm.prio ? "{ priority: { then: " + within + " } }" : within;
    }

    private String server(Farm.Slot one) throws Failure {
        if (one.port == 0) {
            one.port = Places.listenPort(farm.listen, farm.udp);
        }
        StringBuilder words = new StringBuilder("address: \"" + Places.server(one, farm.udp) + '"');
        if (farm.weight) {
            words.append(", weight: ").append(one.weight);
        }
        if (farm.prio) {
            words.append(", priority: ").append(one.prio);
        }
        if (one.max > 0) {
            words.append(", max: ").append(one.max);
            if (one.hard > 0) {
                words.append(", hard: ").append(one.hard);
            }
        }
        return words.toString();
    }

    /** The abuse or the emergency server. */
    private String other(String place) throws Failure {
        Farm.Slot slot = new Farm.Slot();
        Places.server(place, Places.listenPort(farm.listen, farm.udp), farm.udp, slot);
        return Places.server(slot, farm.udp);
    }
}
