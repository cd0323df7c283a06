package nib.pen;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nib.api.Ip;

/** Reads commands in the format of penctl, penctl(1), as far as they say how to balance. */
final class Commands {
    private static final int LISTS = 10;
    private static final int MOST = 10_000_000;
    private static final int DAY = 86_400;
    private static final int SERVERS = 10_000;

    /** Files that may name each other. */
    private static final int DEEPEST = 16;

    private final Farm farm;
    private final PrintStream err;
    private int depth;

    Commands(Farm farm, PrintStream err) {
        this.farm = farm;
        this.err = err;
    }

    /** Reads a file of them. The message of a failure begins with the file and the line. */
    void file(String name) throws Failure {
        if (depth >= DEEPEST) {
            throw new Failure(Text.visible(name) + ": too many files that name each other");
        }
        depth++;
        List<String> lines;
        try {
            lines = Files.readAllLines(Path.of(name), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new Failure("Can't read config file '" + Text.visible(name) + "'");
        }
        for (int i = 0; i < lines.size(); i++) {
            take(lines.get(i), name + ":" + (i + 1));
        }
        depth--;
    }

    /** Takes one; what it says of where it stood is for its reader. */
    void take(String line, String where) throws Failure {
        List<String> words = Arrays.asList(line.strip().split("\\s+"));
        String first = words.getFirst();
        if (first.isEmpty() || first.startsWith("#")) {
            return;
        }
        try {
            boolean no = first.equals("no") && words.size() > 1;
            command(no ? words.get(1) : first, !no, words.subList(no ? 2 : 1, words.size()));
        } catch (Failure e) {
            throw new Failure(where + ": " + e.getMessage());
        }
    }

    private void command(String name, boolean on, List<String> rest) throws Failure {
        switch (name) {
            case "acl" -> list(on, rest);
            case "client_acl" -> farm.clientList = number(name, rest, 0, LISTS - 1);
            case "server" -> server(rest);
            case "roundrobin" -> farm.roundrobin = on;
            case "hash" -> farm.hash = on;
            case "weight" -> farm.weight = on;
            case "prio" -> farm.prio = on;
            case "stubborn" -> farm.stubborn = on;
            case "keepalive" -> farm.keepalive = on;
            case "blacklist" -> farm.blacklist = number(name, rest, 0, DAY);
            case "tracking" -> farm.tracking = number(name, rest, 0, MOST);
            case "timeout" -> farm.timeout = number(name, rest, 1, 3600);
            case "clients_max" -> farm.clients = Math.max(farm.clients, number(name, rest, 1, MOST));
            case "conn_max" -> farm.connections = Math.max(farm.connections, number(name, rest, 1, MOST));
            case "idle_timeout" -> farm.idle = number(name, rest, 0, MOST);
            case "source" -> farm.source = address(word(name, rest));
            case "listen" -> farm.listen = word(name, rest);
            case "include" -> file(word(name, rest));
            default -> rest(name, on, rest);
        }
    }

    private void rest(String name, boolean on, List<String> rest) {
        switch (name) {
            case "tcp_nodelay",
                    "abort_on_error",
                    "ascii",
                    "debug",
                    "epoll",
                    "kqueue",
                    "poll",
                    "select",
                    "pending_max",
                    "control_acl" -> {} // how pen works inside, or what only penctl could do
            case "block", "delayed_forward" -> err.println("ignoring command starting with '" + name + "'");
            case "dsr_if",
                    "dsr_ip",
                    "dummy",
                    "http",
                    "idlers",
                    "log",
                    "peek",
                    "tarpit_acl",
                    "tcp_fastclose",
                    "transparent",
                    "web_stats" -> {
                if (on && !rest.equals(List.of("off"))) {
                    farm.missing.add(name);
                }
            }
            default -> {
                if (name.startsWith("ssl_")) {
                    farm.missing.add(name);
                } else {
                    err.println("ignoring command starting with '" + Text.visible(name) + "'");
                }
            }
        }
    }

    private static String word(String name, List<String> rest) throws Failure {
        if (rest.isEmpty()) {
            throw new Failure(name + " needs a value");
        }
        return rest.getFirst();
    }

    private static int number(String name, List<String> rest, int least, int most) throws Failure {
        return Text.number(name, word(name, rest), least, most);
    }

    private static String address(String text) throws Failure {
        if (!Ip.isNumeric(text)) {
            throw new Failure("a numeric address is needed, not " + Text.visible(text));
        }
        return text;
    }

    private void list(boolean on, List<String> rest) throws Failure {
        int number = number("acl", rest, 0, LISTS - 1);
        if (!on) {
            farm.lists.remove(number);
            return;
        }
        String verb = rest.size() > 1 ? rest.get(1) : "";
        if (!(verb.equals("permit") || verb.equals("deny")) || rest.size() < 3) {
            throw new Failure("expected acl N permit|deny address");
        }
        if (rest.get(2).equals("country")) {
            farm.missing.add("acl " + number + " " + verb + " country: countries are rules of acl behind geoip");
            return;
        }
        farm.lists
                .computeIfAbsent(number, key -> new ArrayList<>())
                .add(new Farm.Entry(verb.equals("permit"), prefix(rest.subList(2, rest.size()))));
    }

    /** An address, and behind it a mask of dots (IPv4) or in it a length (IPv6), as a prefix. */
    private static String prefix(List<String> words) throws Failure {
        String[] parts = words.getFirst().split("/", 2);
        Ip ip = Ip.parse(address(parts[0]));
        if (parts.length == 2) {
            return ip + "/" + Text.number("the length", parts[1], 0, ip.width());
        }
        if (words.size() < 2) {
            return ip.toString();
        }
        int mask = (int) Ip.parse(address(words.get(1))).low();
        int length = Integer.numberOfLeadingZeros(~mask);
        if (mask != (length == 0 ? 0 : -1 << (32 - length))) {
            throw new Failure("a mask must be ones and then zeros, not " + Text.visible(words.get(1)));
        }
        return ip + "/" + length;
    }

    private void server(List<String> rest) throws Failure {
        Farm.Slot slot = farm.slot(number("server", rest, 0, SERVERS));
        for (int i = 1; i + 1 < rest.size(); i += 2) {
            String value = rest.get(i + 1);
            switch (rest.get(i)) {
                case "address" -> slot.host = value;
                case "port" -> slot.port = Ports.of(value, farm.udp);
                case "max" -> slot.max = Text.number("max", value, 0, MOST);
                case "hard" -> slot.hard = Text.number("hard", value, 0, MOST);
                case "weight" -> slot.weight = Text.number("weight", value, 0, MOST);
                case "prio" -> slot.prio = Text.number("prio", value, 0, MOST);
                case "acl" -> {
                    if (Text.number("acl", value, 0, LISTS - 1) != 0) {
                        farm.missing.add("server " + rest.getFirst() + " acl: access lists of single servers");
                    }
                }
                case "blacklist" -> {} // for the moment, not for a configuration
                default -> throw new Failure("a server has no " + Text.visible(rest.get(i)));
            }
        }
    }
}
