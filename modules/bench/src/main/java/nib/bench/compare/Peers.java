package nib.bench.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What others made, as Debian packages it: one thread or worker each, nothing logged, small pieces sent at once, room for
 * 9,000 connections.
 */
final class Peers {
    private static final Path STREAM_MODULE = Stream.of("/usr/lib/nginx/modules", "/usr/lib64/nginx/modules")
            .map(folder -> Path.of(folder, "ngx_stream_module.so"))
            .filter(Files::exists)
            .findFirst()
            .orElse(Path.of("ngx_stream_module.so"));

    private Peers() {}

    static List<Candidate> all() {
        return List.of(
                haproxy("haproxy", "", ""),
                haproxy("haproxy-splice", "maxpipes 500", "option splice-auto"),
                nginx("nginx", Carries.STREAMS, "backlog=4096", "tcp_nodelay on;"),
                pen("pen", Carries.STREAMS, "-O", "tcp_nodelay", "-q", "4096"),
                nginx("nginx-udp", Carries.DATAGRAMS, "udp", "proxy_responses 1;"),
                nginx("nginx-udp-sessions", Carries.DATAGRAMS, "udp", ""),
                pen("pen-udp", Carries.DATAGRAMS, "-U"));
    }

    private static Candidate haproxy(String name, String global, String option) {
        return peer(
                name,
                Carries.STREAMS,
                Pattern.compile("version (\\S+)"),
                List.of("haproxy", "haproxy", "-v"),
                link -> new Recipe(
                        List.of(Program.path("haproxy"), "-db", "-f", "haproxy.cfg"),
                        Map.of("haproxy.cfg", """
                              global
                                nbthread 1
                                maxconn 9000
                                %s
                              listen relay
                                mode tcp
                                bind %s backlog 4096
                                server app %s
                                timeout connect 5s
                                timeout client 1h
                                timeout server 1h
                                %s
                              """.formatted(global, link.front(), link.back(), option))));
    }

    private static Candidate nginx(String name, Carries carries, String listen, String setting) {
        Candidate plain = peer(
                name,
                carries,
                Pattern.compile("nginx/(\\S+)"),
                List.of("nginx", "nginx", "-v"),
                link -> new Recipe(WebServer.command(), Map.of("nginx.conf", """
                              load_module %s;
                              %s
                              stream {
                                access_log off;
                                server {
                                  listen %s %s;
                                  proxy_pass %s;
                                  proxy_timeout %s;
                                  %s
                                }
                              }
                              """.formatted(
                                STREAM_MODULE,
                                WebServer.PREFACE,
                                link.front(),
                                listen,
                                link.back(),
                                carries == Carries.STREAMS ? "1h" : "1s",
                                setting))));
        return new Candidate(
                name,
                carries,
                false,
                plain.version(),
                () -> Files.exists(STREAM_MODULE) ? plain.missing().get() : "nginx has no stream module",
                plain.recipe());
    }

    private static Candidate pen(String name, Carries carries, String... options) {
        return peer(
                name,
                carries,
                Pattern.compile("pen=(\\S+)"),
                List.of("pen", "dpkg-query", "-W", "-f=pen=${Version}", "pen"), // it does not say so itself
                link -> new Recipe(
                        Stream.of(
                                        Stream.of(Program.path("pen"), "-f", "-x", "9000"),
                                        Stream.of(options),
                                        Stream.of(link.front(), link.back()))
                                .flatMap(words -> words)
                                .toList(),
                        Map.of()));
    }

    /** @param ask its name, and the command that tells its version */
    private static Candidate peer(
            String name, Carries carries, Pattern version, List<String> ask, Function<Link, Recipe> recipe) {
        String program = ask.getFirst();
        return new Candidate(
                name,
                carries,
                false,
                () -> program + " " + Program.version(version, ask.subList(1, ask.size())),
                () -> Program.missing(program),
                recipe);
    }
}
