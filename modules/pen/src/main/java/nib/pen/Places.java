package nib.pen;

import java.util.ArrayList;
import java.util.List;
import nib.api.Ip;

/** Addresses as pen's command line has them: {@code host:port:max:hard:weight:prio}, of which all but the host may lack. */
final class Places {
    /** The largest weight and the largest priority. */
    static final int HEAVIEST = 65_535;

    private static final String HOST = "/[^:\"\\\\]+|[0-9a-zA-Z._:-]+";

    private Places() {}

    /** Reads a server into a slot. */
    static void server(String text, int listenPort, boolean udp, Farm.Slot into) throws Failure {
        List<String> parts = parts(text);
        into.host = parts.getFirst();
        boolean file = into.host.startsWith("/");
        into.port = file || parts.size() == 1 ? listenPort : Ports.of(parts.get(1), udp);
        into.max = number(parts, 2, Setting.MOST);
        into.hard = number(parts, 3, Setting.MOST);
        into.weight = number(parts, 4, HEAVIEST);
        into.prio = number(parts, 5, HEAVIEST);
        if (into.port == 0 && !file) {
            throw new Failure("no port for the server " + Text.visible(text));
        }
    }

    private static int number(List<String> parts, int i, int most) throws Failure {
        return parts.size() > i ? Text.number("a number behind a server", parts.get(i), 0, most) : 0;
    }

    /** The host, without brackets, and what follows it. */
    private static List<String> parts(String text) throws Failure {
        int end = text.startsWith("[") ? text.indexOf(']') : 0;
        if (end < 0 || text.isEmpty()) {
            throw new Failure("not a server: " + Text.visible(text));
        }
        String host = end > 0 ? text.substring(1, end) : text.split(":", 2)[0];
        String rest = end > 0 ? text.substring(end + 1) : text.substring(host.length());
        List<String> parts = new ArrayList<>(List.of(host));
        if (!rest.isEmpty()) {
            parts.addAll(List.of(rest.substring(1).split(":", -1)));
        }
        host(host);
        return parts;
    }

    /** A host or a path, if it is one. */
    static String host(String text) throws Failure {
        if (!text.matches(HOST)) {
            throw new Failure("not a server: " + Text.visible(text));
        }
        return text;
    }

    /** Whether {@code -l} means a file: a place on the network has a port, and its host no slash. */
    static boolean isFile(String log) {
        return log.contains("/") || !log.contains(":");
    }

    /** An address, if it is one and no name. */
    static String numeric(String text) throws Failure {
        if (!Ip.isNumeric(text)) {
            throw new Failure("a numeric address is needed, not " + Text.visible(text));
        }
        return text;
    }

    /** The port of {@code [host:]port}; 0 for a path. */
    static int listenPort(String listen, boolean udp) throws Failure {
        return listen.contains("/") ? 0 : Ports.of(listen.substring(listen.lastIndexOf(':') + 1), udp);
    }

    /** As a configuration of Nib writes where a listener is. */
    static String bind(String listen, boolean udp) throws Failure {
        if (listen.contains("/")) {
            return "unix://" + java.nio.file.Path.of(listen).toAbsolutePath();
        }
        int colon = listen.lastIndexOf(':');
        String host = colon <= 0 ? "0.0.0.0" : listen.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
        if (!Ip.isNumeric(host)) {
            throw new Failure("a numeric address is needed to listen on, not " + Text.visible(host));
        }
        return (udp ? "udp://" : "tcp://") + address(host, listenPort(listen, udp));
    }

    /** A server as a configuration of Nib writes it. */
    static String server(Farm.Slot slot, boolean udp) {
        return slot.host.startsWith("/")
                ? "unix://" + slot.host
                : (udp ? "udp://" : "tcp://") + address(slot.host, slot.port);
    }

    private static String address(String host, int port) {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
