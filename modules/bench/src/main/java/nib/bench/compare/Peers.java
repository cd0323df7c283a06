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
                haproxy("haproxy", Carries.STREAMS, "", ""),
                haproxy("haproxy-splice", Carries.STREAMS, "maxpipes 500", "option splice-auto"),
                haproxy("haproxy-tls", Carries.TLS, "", ""),
                nginx("nginx", Carries.STREAMS, "backlog=4096", "tcp_nodelay on;"),
                nginx("nginx-tls", Carries.TLS, "ssl backlog=4096", """
                        tcp_nodelay on;
                        ssl_certificate %1$s;
                        ssl_certificate_key %1$s;
                        ssl_protocols TLSv1.3;
                        ssl_ecdh_curve X25519;
                        ssl_conf_command Ciphersuites %2$s;
                        ssl_session_cache shared:tls:10m;
                        """.formatted(Credential.FILE, Credential.SUITE)),
                pen("pen", Carries.STREAMS, "-O", "tcp_nodelay", "-q", "4096"),
                nginx("nginx-udp", Carries.DATAGRAMS, "udp", "proxy_responses 1;"),
                nginx("nginx-udp-sessions", Carries.DATAGRAMS, "udp", ""),
                pen("pen-udp", Carries.DATAGRAMS, "-U"));
    }

    private static Candidate haproxy(String name, Carries carries, String global, String option) {
        String tls = "ssl crt %s ssl-min-ver TLSv1.3 curves X25519 ciphersuites %s"
                .formatted(Credential.FILE, Credential.SUITE);
        return peer(
                name,
                carries,
                Pattern.compile("version (\\S+)"),
                List.of("haproxy", "haproxy", "-v"),
                link -> new Recipe(
                        List.of(Program.path("haproxy"), "-db", "-f", "haproxy.cfg"),
                        Credential.beside(carries, "haproxy.cfg", """
                              global
                                nbthread 1
                                maxconn 9000
                                %s
                              listen relay
                                mode tcp
                                bind %s backlog 4096 %s
                                server app %s
                                timeout connect 5s
                                timeout client 1h
                                timeout server 1h
                                %s
                              """.formatted(
                                global, link.front(), carries == Carries.TLS ? tls : "", link.back(), option))));
    }

    private static Candidate nginx(String name, Carries carries, String listen, String setting) {
        Candidate plain = peer(
                name,
                carries,
                Pattern.compile("nginx/(\\S+)"),
                List.of("nginx", "nginx", "-v"),
                link -> new Recipe(WebServer.command(), Credential.beside(carries, "nginx.conf", """
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
                                carries == Carries.DATAGRAMS ? "1s" : "1h",
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
