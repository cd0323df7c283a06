package nib.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import nib.api.Printable;
import nib.config.Node;
import nib.config.Problems;
import nib.config.Source;
import nib.kernel.HouseSettings;
import nib.kernel.Plan;
import nib.kernel.PoolSettings;

/**
 * A plan in words: where clients come in, where they go, and the defaults that matter. Made of the plan as it prints
 * itself, so that parts need not be known here.
 */
final class PlanText {
    private static final int WIDTH = 100;

    private final List<String> page = new ArrayList<>();

    private PlanText() {}

    /** How much there is of everything. */
    static String count(Plan plan) {
        HouseSettings house = plan.settings();
        int servers = house.pools().values().stream()
                .map(PoolSettings::servers)
                .mapToInt(List::size)
                .sum();
        return some(house.listeners().size(), "listener") + ", "
                + some(house.pools().size(), "pool") + ", " + some(servers, "server");
    }

    private static String some(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** The page, line by line. */
    static List<String> of(Plan plan) {
        PlanText text = new PlanText();
        Node house = read(plan.print());
        Node terse = read(plan.printTersely());
        members(house, "listeners")
                .forEach((name, entry) -> text.listener(
                        name, entry.value(), member(member(terse, "listeners"), name), plan.carried(name)));
        members(house, "pools")
                .forEach((name, entry) -> text.pool(name, entry.value(), member(member(terse, "pools"), name)));
        text.page.add("");
        text.parts("observer", terse, "observers");
        text.line("sessions", word(house, "sessions", "0", "as many as open files allow"));
        text.line("stop", "open connections may go on for " + word(house, "drain"));
        text.line("control", word(house, "control", "", "the first usual place that can be had"));
        return text.page;
    }

    private static Node read(String text) {
        Problems none = new Problems();
        return Node.read(Source.of("plan", text), none)
                .orElseThrow(() -> new IllegalStateException("a plan prints what cannot be read: " + none));
    }

    private void listener(String name, Node listener, Node terse, Plan.Carried carried) {
        page.add("");
        page.add("listener " + name + " on " + word(listener, "bind") + " -> pool " + word(listener, "pool"));
        line("engine", carried.engine() + " (" + carried.why() + ")");
        parts("opening", terse, "openings");
        parts("guard", terse, "guards");
        parts("filter", terse, "filters");
        Node client = member(listener, "per-client");
        line(
                "limits",
                word(listener, "max", "0", "no limit") + ", "
                        + word(client, "max", "0", "no limit") + " for one client (IPv4 /" + word(client, "ipv4-prefix")
                        + ", IPv6 /" + word(client, "ipv6-prefix") + ")");
        line(
                "times",
                "idle " + word(listener, "idle") + ", half-closed " + word(listener, "half-closed") + ", handshake "
                        + word(listener, "handshake"));
    }

    private void pool(String name, Node pool, Node terse) {
        page.add("");
        page.add("pool " + name);
        line("policy", flow(member(terse, "policy")));
        line("sticky", has(pool, "sticky") ? sticky(member(pool, "sticky")) : "no, every connection is chosen anew");
        line("probe", has(pool, "probe") ? flow(member(pool, "probe")) : "none, only failed connects count");
        parts("filter", terse, "filters");
        line(
                "connect",
                "within " + word(pool, "connect") + ", then the next server; one that failed is left alone for "
                        + word(pool, "blacklist"));
        items(pool, "servers").forEach(server -> line("server", server(server)));
        if (has(pool, "emergency")) {
            line("emergency", server(member(pool, "emergency")));
        }
    }

    /** As they were written: what is not said does not matter. */
    private void parts(String noun, Node terse, String key) {
        items(terse, key).forEach(part -> line(noun, flow(part)));
    }

    private static String sticky(Node sticky) {
        return word(sticky, "clients") + " clients, " + word(sticky, "time", "0", "for ever") + " (IPv4 /"
                + word(sticky, "ipv4-prefix") + ", IPv6 /" + word(sticky, "ipv6-prefix") + ")";
    }

    /** A server, and what is not as usual with it. */
    private static String server(Node server) {
        StringJoiner text = new StringJoiner(", ");
        String address = word(server, "address");
        text.add(has(server, "name") ? word(server, "name") + " at " + address : address);
        unusual(text, server, "weight", "1");
        unusual(text, server, "priority", "0");
        unusual(text, server, "max", "0");
        unusual(text, server, "hard", "0");
        unusual(text, server, "state", "ready");
        return text.toString();
    }

    private static void unusual(StringJoiner text, Node server, String key, String usual) {
        if (!word(server, key).equals(usual)) {
            text.add(key + " " + word(server, key));
        }
    }

    private void line(String key, String text) {
        page.add("  " + key + " ".repeat(11 - key.length()) + text);
    }

    /** As it might be written on one line; long ones are cut. */
    private static String flow(Node node) {
        StringBuilder text = new StringBuilder();
        flow(node, text);
        String whole = node instanceof Node.Mapping && text.length() > 4
                ? text.substring(2, text.length() - 2)
                : text.toString();
        return whole.length() > WIDTH ? whole.substring(0, WIDTH) + " ..." : whole;
    }

    private static void flow(Node node, StringBuilder text) {
        switch (node) {
            case Node.Scalar scalar -> text.append(Printable.of(scalar.text(), WIDTH));
            case Node.Sequence sequence -> {
                text.append('[');
                String comma = "";
                for (Node item : sequence.items()) {
                    text.append(comma);
                    flow(item, text);
                    comma = ", ";
                }
                text.append(']');
            }
            case Node.Mapping mapping -> {
                String comma = "{ ";
                for (Map.Entry<String, Node.Entry> entry : mapping.entries().entrySet()) {
                    text.append(comma).append(entry.getKey()).append(": ");
                    flow(entry.getValue().value(), text);
                    comma = ", ";
                }
                text.append(" }");
            }
        }
    }

    private static Map<String, Node.Entry> members(Node node, String key) {
        return member(node, key) instanceof Node.Mapping mapping ? mapping.entries() : Map.of();
    }

    private static List<Node> items(Node node, String key) {
        return has(node, key) && member(node, key) instanceof Node.Sequence sequence ? sequence.items() : List.of();
    }

    private static boolean has(Node node, String key) {
        return node instanceof Node.Mapping mapping && mapping.entries().containsKey(key);
    }

    private static Node member(Node node, String key) {
        if (node instanceof Node.Mapping mapping) {
            Node.Entry entry = mapping.entries().get(key);
            if (entry != null) {
                return entry.value();
            }
        }
        throw new IllegalArgumentException("a plan without " + key);
    }

    private static String word(Node node, String key) {
        return has(node, key) && member(node, key) instanceof Node.Scalar scalar ? scalar.text() : "";
    }

    /** The word, or something better to read for one of its values. */
    private static String word(Node node, String key, String value, String meaning) {
        String word = word(node, key);
        return word.equals(value) ? meaning : word;
    }
}
