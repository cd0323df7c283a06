package nib.jlink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What an image is trained on: a balancer with the usual parts, as far as the image has them, serves some clients, is
 * asked for its status, reloads, and stops. The classes and methods that this uses are what the cache for a quick start
 * holds afterwards.
 *
 * <p>A program of its own that runs in the folder of the image, so that an image maker may have another to train on.
 */
final class Rehearsal {
    private static final Path NIB = Path.of("bin/nib").toAbsolutePath();
    private static final long LIMIT_SECONDS = 60;

    /** Policies that need no settings; the first that is there is taken. */
    private static final List<String> POLICIES =
            List.of("least-connections", "round-robin", "weighted", "first", "random", "power-of-two", "maglev");

    private final Path folder;
    private final Set<String> words;
    private final int port;
    private final Process balancer;

    private Rehearsal(Path folder, Servers servers) throws IOException, InterruptedException {
        this.folder = folder;
        this.words = words();
        this.port = freePort();
        Path file = Files.writeString(folder.resolve("nib.yaml"), configuration(servers));
        // The equals sign is on purpose: it leads through the library that reads the command line, which a plain start
        // avoids and every other command needs.
        balancer = new ProcessBuilder(NIB.toString(), "run", "--control=" + control(), file.toString())
                .inheritIO()
                .start();
    }

    /** The command line that starts it, in this Java and from where this class is. */
    static List<String> line() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path module = Path.of(Rehearsal.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        String main = "nib.jlink/" + Rehearsal.class.getName();
        return List.of(java.toString(), "--module-path", module.toString(), "--module", main);
    }

    /** What the image knows, as {@code nib plugins} lists it: each word is the second of its line. */
    private static Set<String> words() throws IOException, InterruptedException {
        return ask("plugins")
                .lines()
                .map(line -> line.split(" +", 3))
                .filter(columns -> columns.length > 1)
                .map(columns -> columns[1])
                .collect(Collectors.toSet());
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("nib-training");
        try (Servers servers = new Servers()) {
            Rehearsal rehearsal = new Rehearsal(folder, servers);
            try {
                rehearsal.perform();
            } finally {
                rehearsal.balancer.destroyForcibly().waitFor();
            }
        } finally {
            remove(folder);
        }
    }

    private String configuration(Servers servers) {
        return """
                listeners:
                  web:
                    bind: tcp://127.0.0.1:%d
                    %s
                    pool: app
                pools:
                  app:
                    policy: %s
                    sticky: { clients: 1000 }
                    %s
                    servers:
                      - 127.0.0.1:%d
                      - { address: 127.0.0.1:%d, weight: 2, max: 500 }
                      - { name: absent, address: 127.0.0.1:%d }
                %s
                """.formatted(
                port,
                with("acl", "guards: [ acl: { allow: [127.0.0.0/8], otherwise: deny } ]"),
                POLICIES.stream().filter(words::contains).findFirst().orElse("none-that-is-known"),
                with("connect", "probe: { connect: { every: 1s } }"),
                servers.first.getLocalPort(),
                servers.second.getLocalPort(),
                freePort(),
                with("access-log", "observers: [ access-log: { file: " + folder.resolve("access.log") + " } ]"));
    }

    /** The text, if the image knows the word. */
    private String with(String word, String text) {
        return words.contains(word) ? text : "";
    }

    private Path control() {
        return folder.resolve("nib.ctl");
    }

    private void perform() throws IOException, InterruptedException {
        awaitReady();
        for (int i = 0; i < 200; i++) {
            visit(1 + i * 50);
        }
        List<Thread> crowd = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            crowd.add(Thread.startVirtualThread(() -> visit(100_000)));
        }
        for (Thread one : crowd) {
            one.join();
        }
        ask("ctl", "--control", control().toString(), "status");
        ask("ctl", "--control", control().toString(), "reload");
        visit(1000);
        balancer.destroy();
        if (!balancer.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || balancer.exitValue() != 0) {
            throw new IllegalStateException("the balancer did not stop well");
        }
    }

    private void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (true) {
            try {
                connect().close();
                return;
            } catch (IOException e) {
                if (!balancer.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException("the balancer did not start", e);
                }
                Thread.sleep(20);
            }
        }
    }

    /** Sends, closes its side, and reads everything back. */
    private void visit(int bytes) {
        try (Socket socket = connect()) {
            Thread sender = Thread.startVirtualThread(() -> send(socket, bytes));
            int back = socket.getInputStream().readAllBytes().length;
            sender.join();
            if (back != bytes) {
                throw new IllegalStateException(bytes + " bytes went out, " + back + " came back");
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(Socket socket, int bytes) {
        try {
            socket.getOutputStream().write(new byte[bytes]);
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
        return socket;
    }

    /** Another start of the command, which must leave the training of the first alone. */
    private static String ask(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(NIB.toString()).redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.environment().remove("NIB_JAVA_OPTS");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", arguments) + ": " + said);
        }
        return said;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /** Two servers that send back what they get. */
    private static final class Servers implements AutoCloseable {
        final ServerSocket first = open();
        final ServerSocket second = open();

        private static ServerSocket open() {
            try {
                ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
                Thread.startVirtualThread(() -> serve(listener));
                return listener;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void serve(ServerSocket listener) {
            while (true) {
                try {
                    Socket client = listener.accept();
                    Thread.startVirtualThread(() -> echo(client));
                } catch (IOException e) {
                    return;
                }
            }
        }

        private static void echo(Socket client) {
            try (client;
                    InputStream in = client.getInputStream()) {
                in.transferTo(client.getOutputStream());
            } catch (SocketException e) {
                // A probe that hung up.
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws IOException {
            first.close();
            second.close();
        }
    }
}
