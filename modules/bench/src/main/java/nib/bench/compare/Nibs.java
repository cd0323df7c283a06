package nib.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Nib, once for each of its engines, from an image. */
final class Nibs {
    private static final Pattern VERSION = Pattern.compile("(?:nib )?(.+)");

    private final Path command;

    Nibs(Path image) {
        this.command = image.resolve("bin/nib");
    }

    List<Candidate> all() {
        return List.of(
                nib("nib-epoll", Carries.STREAMS, "tcp", "engine: epoll", "engines: [ epoll: { workers: 1 } ]"),
                nib("nib-threads", Carries.STREAMS, "tcp", "engine: threads", ""),
                nib("nib-udp", Carries.DATAGRAMS, "udp", "engine: udp-linux", ""),
                nib("nib-udp-portable", Carries.DATAGRAMS, "udp", "engine: udp", ""));
    }

    private Candidate nib(String name, Carries carries, String transport, String engine, String house) {
        return new Candidate(
                name,
                carries,
                true,
                () -> "nib " + Program.version(VERSION, List.of(command.toString(), "--version")),
                () -> missing(text(transport, engine, house, new Link(Path.of("."), 1, 2))),
                link -> new Recipe(
                        List.of(command.toString(), "run", "nib.yaml"),
                        Map.of("nib.yaml", text(transport, engine, house, link))));
    }

    private static String text(String transport, String engine, String house, Link link) {
        return """
               listeners:
                 relay:
                   bind: %s://%s
                   backlog: 4096
                   idle: 1h
                   pool: app
                   %s
               pools:
                 app:
                   policy: round-robin
                   servers: [ %s ]
               sessions: 9000
               control: nib.ctl
               %s
               """.formatted(transport, link.front(), engine, link.back(), house);
    }

    /** The image itself says whether it knows what the configuration asks for. */
    private String missing(String text) {
        if (!Files.isExecutable(command)) {
            return "there is no image; ./build -DskipTests package makes it";
        }
        try {
            Path file = Files.createTempFile("nib-bench", ".yaml");
            try {
                Files.writeString(file, text);
                Program.Said said = Program.run(List.of(command.toString(), "check", file.toString()));
                return said.status() == 0 ? "" : "this image refuses it: " + firstLine(said.text(), file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String firstLine(String text, Path file) {
        return text.replace(file + ":", "").lines().findFirst().orElse("it does not say why");
    }
}
