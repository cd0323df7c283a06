package nib.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Nib, once for each of its engines, from an image. */
final class Nibs {
    private static final Pattern VERSION = Pattern.compile("(?:nib )?(.+)");

    private static final String FILE = "nib.yaml";
    private static final String STREAMS = "backlog: 4096\n    idle: 1h";
    private static final String SESSIONS = "datagrams: { idle: 1s }";

    /** A session for each question, as DNS is balanced. */
    private static final String EACH = "datagrams: { idle: 1s, requests: 1, responses: 1 }";

    private final Path command;

    Nibs(Path image) {
        this.command = image.resolve("bin/nib");
    }

    List<Candidate> all() {
        return List.of(
                guarded("nib-guards"),
                tcp("nib-epoll", "epoll", "engines: [ epoll: { workers: 1 } ]"),
                tcp("nib-threads", "threads", ""),
                tls("nib-tls"),
                udp("nib-udp", "mmsg: { workers: 1 }", EACH),
                udp("nib-udp-sessions", "mmsg: { workers: 1 }", SESSIONS),
                udp("nib-udp-portable", "udp: { loops: 1 }", EACH),
                udp("nib-udp-portable-sessions", "udp: { loops: 1 }", SESSIONS));
    }

    private Candidate tcp(String name, String engine, String house) {
        return nib(name, Carries.STREAMS, link -> text(link, "tcp", "engine: " + engine, STREAMS, house));
    }

    private Candidate tls(String name) {
        String filter =
                "filters: [ tls: { certificates: [ %s ], oldest: \"1.3\", ciphers: [ %s ], groups: [ x25519 ] } ]"
                        .formatted(Credential.FILE, Credential.SUITE);
        return nib(name, Carries.TLS, link -> text(link, "tcp", filter, STREAMS, ""));
    }

    /** As nib-epoll, with a database of places and a list of {@link Lists}. */
    private Candidate guarded(String name) {
        return nib(
                name,
                Carries.STREAMS,
                link -> text(
                        link,
                        "tcp",
                        """
                engine: epoll
                    guards:
                      - geoip: { databases: [%s], deny: [FR], otherwise: allow }
                      - acl: { deny: { files: [%s] }, otherwise: allow }
                """.formatted(Lists.here().places(), Lists.here().list()),
                        STREAMS,
                        "engines: [ epoll: { workers: 1 } ]"));
    }

    private Candidate udp(String name, String engine, String datagrams) {
        String word = engine.substring(0, engine.indexOf(':'));
        String house = "engines: [ " + engine + " ]";
        return nib(name, Carries.DATAGRAMS, link -> text(link, "udp", "engine: " + word, datagrams, house));
    }

    private Candidate nib(String name, Carries carries, Function<Link, String> text) {
        Function<Link, Recipe> recipe = link -> new Recipe(
                List.of(command.toString(), "run", FILE), Credential.beside(carries, FILE, text.apply(link)));
        return new Candidate(
                name,
                carries,
                true,
                () -> "nib " + Program.version(VERSION, List.of(command.toString(), "--version")),
                () -> missing(recipe),
                recipe);
    }

    private static String text(Link link, String transport, String engine, String listener, String house) {
        return """
               listeners:
                 relay:
                   bind: %s://%s
                   pool: app
                   %s
                   %s
               pools:
                 app:
                   policy: round-robin
                   servers: [ "%s://%s" ]
               sessions: 9000
               control: nib.ctl
               %s
               """.formatted(transport, link.front(), engine, listener, transport, link.back(), house);
    }

    /** The image itself says whether it knows what the configuration asks for. */
    private String missing(Function<Link, Recipe> recipe) {
        if (!Files.isExecutable(command)) {
            return "there is no image; ./build -DskipTests package makes it";
        }
        try {
            Path folder = Files.createTempDirectory("nib-bench");
            try {
                recipe.apply(new Link(folder, 1, 2)).write(folder);
                Path file = folder.resolve(FILE);
                Program.Said said = Program.run(List.of(command.toString(), "check", file.toString()));
                return said.status() == 0 ? "" : "this image refuses it: " + firstLine(said.text(), file);
            } finally {
                Stage.sweep(folder);
            }
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String firstLine(String text, Path file) {
        return text.replace(file + ":", "").lines().findFirst().orElse("it does not say why");
    }
}
