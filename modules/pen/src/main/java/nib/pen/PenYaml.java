package nib.pen;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes what pen would do as a configuration of Nib. */
final class PenYaml {
    /** The pool that everybody is sent to. */
    static final String POOL = "servers";

    /** The pool of those whom the client list denies, where there is an abuse server. */
    static final String ABUSE = "abuse";

    /** As good as never; pen's own default. */
    private static final String LONG = "30d";

    private static final Map<String, String> FAST = Map.of("up", "server", "down", "client", "both", "both");

    private final Farm farm;
    private final StringBuilder text = new StringBuilder();
    private final Set<String> addresses = new HashSet<>();

    private PenYaml(Farm farm) {
        this.farm = farm;
    }

    static String of(Farm farm) throws Failure {
        return new PenYaml(farm).write();
    }

    private String write() throws Failure {
        for (String one : missing(farm)) {
            line(0, "# not carried over: " + one);
        }
        line(0, "listeners:");
        line(1, "pen:");
        listener();
        line(0, "pools:");
        line(1, POOL + ":");
        pool();
        if (isDiverting()) {
            line(1, ABUSE + ":");
            line(2, "policy: first");
            log();
            line(2, "servers: [\"" + other(String.valueOf(farm.abuse)) + "\"]");
        }
        engine();
        return text.toString();
    }

    /** Frames go on as they are: what needs a stream is not there. */
    private void engine() {
        if (farm.device != null) {
            String tarpit = farm.list(farm.number(Setting.TARPIT_ACL)).stream()
                    .map(one -> '"' + one.addresses() + '"')
                    .collect(Collectors.joining(", "));
            line(0, "engines:");
            line(1, "- dsr: { device: \"" + farm.device + "\", tarpit: [" + tarpit + "] }");
        }
    }

    /** What there is no counterpart for, in words for an operator. */
    static Set<String> missing(Farm farm) {
        Set<String> all = new LinkedHashSet<>(farm.missing);
        int tarpit = farm.number(Setting.TARPIT_ACL);
        List<Farm.Entry> held = farm.list(tarpit);
        if (farm.device != null && tarpit >= 0 && !(held.stream().allMatch(Farm.Entry::permit) && !held.isEmpty())) {
            all.add("tarpit_acl " + tarpit + ": a list that does not only permit");
        }
        boolean stream = farm.tls.certificate != null || farm.is(Switch.PEEK);
        if (farm.device != null && (stream || farm.log != null || farm.is(Switch.HTTP) || farm.is(Switch.DUMMY))) {
            all.add("-E, -l, -H, dummy and peek with dsr_if: they are about streams");
        }
        if (farm.udp && (farm.log != null || farm.is(Switch.HTTP) || farm.is(Switch.DUMMY))) {
            all.add("-l, -H and dummy with -U: they are about streams");
        }
        return all;
    }

    private void line(int depth, String words) {
        text.repeat("  ", depth).append(words).append('\n');
    }

    private void listener() throws Failure {
        int idle = farm.number(Setting.IDLE_TIMEOUT);
        line(2, "bind: \"" + bind() + "\"");
        line(2, "pool: " + POOL);
        line(2, "max: " + farm.number(Setting.CONN_MAX));
        if (!farm.udp) {
            line(2, "backlog: " + farm.backlog);
            line(2, "idle: " + (idle == 0 ? LONG : idle + "s"));
        } else if (idle > 0) {
            line(2, "datagrams: { idle: " + idle + "s }");
        }
        if (FAST.containsKey(farm.fastClose)) {
            line(2, "fast-close: " + FAST.get(farm.fastClose));
        }
        if (farm.is(Switch.KEEPALIVE)) {
            line(2, "keepalive: true");
        }
        guards();
        if (!farm.udp && farm.device == null) {
            opening();
            filters();
        }
    }

    private String bind() throws Failure {
        String bind = Places.bind(farm.listen, farm.udp);
        if (farm.device != null && farm.listen.contains("/")) {
            throw new Failure("dsr_if: frames do not reach " + Text.visible(farm.listen));
        }
        return farm.device == null ? bind : "dsr-" + bind;
    }

    private List<Farm.Entry> clientList() {
        return farm.list(farm.number(Setting.CLIENT_ACL));
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
        list.forEach(one -> line(6, "- " + rule(one, isDiverting())));
        line(5, "otherwise: " + otherwise(list, isDiverting()));
    }

    private static String rule(Farm.Entry one, boolean diverting) {
        String addresses = "[\"" + one.addresses() + "\"]";
        String denied = diverting ? "pool: " + ABUSE + ", from: " + addresses : "deny: " + addresses;
        return "{ " + (one.permit() ? "allow: " + addresses : denied) + " }";
    }

    /** Behind the last entry comes the opposite of its verb. */
    private static String otherwise(List<Farm.Entry> list, boolean diverting) {
        return !list.getLast().permit() ? "allow" : diverting ? "{ pool: " + ABUSE + " }" : "deny";
    }

    /** The server is chosen when the client has said something; one that says nothing for long takes no place. */
    private void opening() {
        if (farm.is(Switch.PEEK)) {
            line(2, "openings:");
            line(3, "- sni: { names: {}, otherwise: pass, plain: pass, silent: refuse }");
        }
    }

    private void filters() throws Failure {
        boolean any = farm.tls.certificate != null || farm.is(Switch.HTTP) || farm.is(Switch.DUMMY);
        if (!any) {
            return;
        }
        line(2, "filters:");
        tls();
        if (farm.is(Switch.DUMMY)) {
            line(3, "- answer: { status: 200 OK, body: \"Ulric was here.\" }");
        } else if (farm.is(Switch.HTTP)) {
            line(3, "- forwarded");
        }
    }

    private void tls() throws Failure {
        TlsOptions tls = farm.tls;
        String certificate = tls.certificate;
        if (certificate == null) {
            return;
        }
        String key = tls.key == null ? "" : ", key: " + path(tls.key);
        String staple = tls.staple == null ? "" : ", ocsp: " + path(tls.staple);
        line(3, "- tls:");
        line(5, "certificates: [ { certificate: " + path(certificate) + key + staple + " } ]");
        if (tls.folder != null) {
            line(5, "folder: " + path(tls.folder));
        }
        line(5, "unknown: first");
        if (tls.options.contains("no_tlsv1.2")) {
            line(5, "oldest: \"1.3\"");
        }
        List<String> suites = tls.ciphers == null ? List.of() : TlsCommands.suites(tls.ciphers);
        if (!suites.isEmpty()) {
            line(5, "ciphers: [" + String.join(", ", suites) + "]");
        }
        if (tls.certifiedClients) {
            List<String> authorities = new ArrayList<>();
            tls.authorities.forEach(one -> authorities.add(path(one)));
            line(5, "clients: { certificate: require, ca: [" + String.join(", ", authorities) + "] }");
        }
    }

    /** From the folder where the command stands, as everywhere in pen. */
    private static String path(String name) {
        return quoted(absolute(name));
    }

    private static String absolute(String name) {
        return Path.of(name).toAbsolutePath().toString();
    }

    private static String quoted(String words) {
        return '"' + Text.visible(words).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void pool() throws Failure {
        line(2, "policy: " + policy());
        if (!farm.is(Switch.ROUNDROBIN) && farm.device == null) {
            line(
                    2,
                    "sticky: { clients: " + farm.number(Setting.CLIENTS_MAX) + ", time: "
                            + farm.number(Setting.TRACKING) + "s }");
        }
        line(2, "blacklist: " + farm.number(Setting.BLACKLIST) + "s");
        line(2, "connect: " + farm.number(Setting.TIMEOUT) + "s");
        if (farm.device == null) {
            log();
        }
        if (farm.is(Switch.STUBBORN)) {
            line(2, "attempts: 1");
        }
        if (farm.device != null) {
            line(2, "# servers see clients' own addresses");
        } else if (farm.source != null) {
            line(2, "source: \"" + farm.source + "\"");
        } else if (farm.is(Switch.TRANSPARENT)) {
            line(2, "transparent: true");
        }
        line(2, "servers:" + (farm.servers.stream().allMatch(Farm.Slot::isEmpty) ? " []" : ""));
        for (int i = 0; i < farm.servers.size(); i++) {
            if (!farm.servers.get(i).isEmpty()) {
                line(3, "- { " + server(i, farm.servers.get(i)) + " }");
            }
        }
        String emergency = farm.emergency;
        if (emergency == null && addresses.isEmpty()) {
            line(2, "emergency: { address: \"127.0.0.1:9\", state: maint } # nobody yet");
        } else if (emergency != null) {
            String own = list(0);
            String address = "\"" + other(emergency) + "\"";
            String name = addresses.contains(other(emergency)) ? ", name: emergency" : "";
            line(
                    2,
                    "emergency: "
                            + (own.isEmpty() && name.isEmpty()
                                    ? address
                                    : "{ address: " + address + name + own + " }"));
        }
    }

    /** It stands at the wire to the server, since a line names both. */
    private void log() {
        String log = farm.log;
        if (log != null) {
            line(2, "filters:");
            line(3, "- pen-log: " + quoted(Places.isFile(log) ? absolute(log) : log));
        }
    }

    /** Prio goes before weight, weight before hash, and without any of them servers take turns. */
    private String policy() {
        if (farm.device != null) {
            return farm.is(Switch.ROUNDROBIN) ? "{ maglev: { key: address-and-port } }" : "maglev";
        }
        String hash = farm.is(Switch.ROUNDROBIN) ? "{ hash: { key: address-and-port } }" : "hash";
        String within = farm.is(Switch.WEIGHT) ? "least-connections" : farm.is(Switch.HASH) ? hash : "round-robin";
        return farm.is(Switch.PRIO) ? "{ priority: { then: " + within + " } }" : within;
    }

    private String server(int number, Farm.Slot one) throws Failure {
        Farm.Slot whole = one.port > 0 ? one : one.at(farm.port());
        String address = written(whole);
        StringBuilder words = new StringBuilder("address: \"" + address + '"');
        if (!addresses.add(address)) {
            words.append(", name: \"").append(number).append('"'); // the same once more
        }
        if (farm.is(Switch.WEIGHT)) {
            words.append(", weight: ").append(one.weight);
        }
        if (farm.is(Switch.PRIO)) {
            words.append(", priority: ").append(one.prio);
        }
        if (one.max > 0) {
            words.append(", max: ").append(one.max);
            if (one.hard > 0) {
                words.append(", hard: ").append(one.hard);
            }
        }
        return words.append(list(one.list)).toString();
    }

    /** The access list of a server, unless all clients have been judged by it already. */
    private String list(int number) {
        List<Farm.Entry> list = farm.list(number);
        return list.isEmpty() || number == farm.number(Setting.CLIENT_ACL)
                ? ""
                : list.stream()
                        .map(one -> rule(one, false))
                        .collect(Collectors.joining(
                                ", ",
                                ", guards: [ { acl: { rules: [ ",
                                " ], otherwise: " + otherwise(list, false) + " } } ]"));
    }

    /** The abuse or the emergency server. */
    private String other(String place) throws Failure {
        Farm.Slot slot = Farm.Slot.apart();
        Places.server(place, farm.port(), farm.udp, slot);
        return written(slot);
    }

    private String written(Farm.Slot slot) {
        String address = Places.server(slot, farm.udp);
        return farm.device == null ? address : address.replaceFirst("^(tcp|udp)://", "");
    }
}
