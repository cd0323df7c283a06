package nib.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The servers, and the candidates before them: each on a port that was free, all in a folder that is memory. */
final class Stage implements AutoCloseable {
    private final Path folder;
    private final Map<Carries, Running> servers = new EnumMap<>(Carries.class);
    private final Thread interrupted = new Thread(this::abandon);
    private int count;

    Stage() throws IOException {
        Path memory = Path.of("/dev/shm");
        folder = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "nib-bench")
                : Files.createTempDirectory("nib-bench");
        Runtime.getRuntime().addShutdownHook(interrupted);
    }

    /** Starts the server that candidates of a kind need, if it does not run yet. */
    void prepare(Carries carries) throws IOException {
        server(carries);
    }

    /** Starts a candidate and waits until it answers. */
    Running start(Candidate candidate) throws IOException {
        int server = server(candidate.carries()).port();
        if (candidate.recipe() == null) {
            return Running.nothing(server);
        }
        Link link = new Link(room(), freePort(candidate.carries()), server);
        return Running.start(candidate.recipe().apply(link), link.folder(), link.listen())
                .awaited(Greeting.of(candidate.carries()), link.folder());
    }

    private Path room() throws IOException {
        return Files.createDirectory(folder.resolve(String.valueOf(++count)));
    }

    /** A file that a load tool reads. */
    Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Running server(Carries carries) throws IOException {
        Carries spoken = carries == Carries.TLS ? Carries.STREAMS : carries;
        Running server = servers.get(spoken);
        if (server == null) {
            Path room = room();
            int port = freePort(spoken);
            Recipe recipe = spoken == Carries.STREAMS ? WebServer.recipe(room, port) : echo(port);
            server = Running.start(recipe, room, port).awaited(Greeting.of(spoken), room);
            servers.put(spoken, server);
        }
        return server;
    }

    private static Recipe echo(int port) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = Stream.of(System.getProperty("java.class.path").split(":"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((a, b) -> a + ":" + b)
                .orElse("");
        return new Recipe(
                List.of(java, "-XX:+UseSerialGC", "-cp", classes, Echo.class.getName(), String.valueOf(port)),
                Map.of());
    }

    private static int freePort(Carries carries) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        return switch (carries) {
            case STREAMS, TLS -> {
                try (ServerSocket probe = new ServerSocket(0, 1, loopback)) {
                    yield probe.getLocalPort();
                }
            }
            case DATAGRAMS -> {
                try (DatagramSocket probe = new DatagramSocket(0, loopback)) {
                    yield probe.getLocalPort();
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        Runtime.getRuntime().removeShutdownHook(interrupted);
        servers.values().forEach(Running::close);
        sweep(folder);
    }

    /** Whoever ends the command early must not have to look for what it started. */
    private void abandon() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
        try {
            sweep(folder);
        } catch (IOException | UncheckedIOException e) {
            // somebody still writes there: the next start of the machine clears it away
        }
    }

    /** Takes a folder away with all that is in it. */
    static void sweep(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(Stage::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
