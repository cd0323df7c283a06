package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stranger's plugins come, change and go under a Nib that runs. */
class PluginFolderIT {
    private static final int ROUNDS = 50;

    @TempDir
    Path folder;

    private Path plugins = Path.of("");

    @BeforeEach
    void anEmptyFolderOfPlugins() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
    }

    private Path pin(int index) throws IOException {
        return Wares.pin(folder, plugins.resolve("pin.jar"), index);
    }

    /** A guard that does what one must not: it waits for clients at 127.0.0.3, and throws at those at 127.0.0.4. */
    private Path moody() throws IOException {
        return new Stranger("some.moody")
                .source("""
                        package some.moody;

                        import nib.api.Client;
                        import nib.api.Verdict;
                        import nib.spi.Guard;

                        final class Moody implements Guard {
                            private static final Verdict COME_IN = new Verdict.Allow("good mood");

                            @Override
                            public Verdict check(Client client) {
                                String from = client.address().toString();
                                if (from.contains("127.0.0.3")) {
                                    sulk();
                                } else if (from.contains("127.0.0.4")) {
                                    throw new IllegalStateException("bad mood");
                                }
                                return COME_IN;
                            }

                            private static void sulk() {
                                try {
                                    Thread.sleep(4000);
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            }
                        }
                        """)
                .source("""
                        package some.moody;

                        import nib.spi.Guard;
                        import nib.spi.Settings;

                        public final class MoodyProvider implements Guard.Provider<Settings.None> {
                            @Override
                            public String word() {
                                return "moody";
                            }

                            @Override
                            public Settings<Settings.None> settings() {
                                return Settings.none();
                            }

                            @Override
                            public Guard create(Settings.None settings) {
                                return new Moody();
                            }
                        }
                        """)
                .provides("some.moody.MoodyProvider")
                .jar(folder, plugins.resolve("moody.jar"));
    }

    private static String configuration(String policy, String guards, EchoServer... servers) {
        return """
                plugins: plugins
                listeners:
                  web: { bind: "tcp://127.0.0.1:0", pool: app, guards: [%s] }
                pools:
                  app: { policy: %s, servers: ["%s", "%s"] }
                """.formatted(guards, policy, servers[0].address(), servers[1].address());
    }

    private static EchoServer greeting(String name) {
        EchoServer server = EchoServer.start(name);
        server.manner(EchoServer.Manner.NAME);
        return server;
    }

    /** Who serves a client from that address. */
    private static String visit(int port, String from) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Visits.TIMEOUT_MILLIS);
            socket.setSoTimeout(Visits.TIMEOUT_MILLIS);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        }
    }

    @Test
    void aPolicyIsDroppedInUsedReplacedAndTakenAwayUnderLoad() throws Exception {
        try (EchoServer one = EchoServer.start("one");
                EchoServer two = EchoServer.start("two");
                Nib nib = Nib.run(folder, configuration("round-robin", "", one, two))) {
            String pinned = configuration("pin", "", one, two);
            int port = nib.port("web");
            try (Load load = Load.start(16, number -> Visits.echo(port, number, (int) (number % 3000)))) {
                load.awaitGood(100);
                assertFalse(nib.reload(pinned), "nobody has brought that word yet");

                pin(0);
                assertTrue(nib.reload(pinned));
                assertOnly(one, two, load);

                pin(1);
                assertTrue(nib.reload(pinned));
                assertOnly(two, one, load);

                Files.delete(plugins.resolve("pin.jar"));
                assertFalse(nib.reload(pinned), "the word has gone");
                assertOnly(two, one, load);
                assertTrue(nib.reload(configuration("round-robin", "", one, two)));
                load.end();
                assertEquals(List.of(), load.failures(), () -> String.join("\n", nib.log()));
            }
            assertEquals(0, nib.stop());
        }
    }

    /** All new connections go to one server, once those that were chosen for before have arrived. */
    private static void assertOnly(EchoServer taken, EchoServer left, Load load) {
        load.awaitGood(50);
        long before = left.accepted();
        long served = taken.accepted();
        load.awaitGood(100);
        assertEquals(before, left.accepted());
        assertTrue(taken.accepted() >= served + 50);
    }

    @Test
    void nothingIsLeftBehindAfterFiftyRounds() throws Exception {
        try (EchoServer one = greeting("one");
                EchoServer two = greeting("two");
                Nib nib = Nib.run(folder, configuration("round-robin", "", one, two))) {
            int port = nib.port("web");
            for (int i = 0; i < 3; i++) {
                round(nib, port, one, two);
            }
            long classes = nib.loadedClasses();
            long heap = nib.heap();
            for (int i = 0; i < ROUNDS; i++) {
                round(nib, port, one, two);
            }
            System.out.printf(
                    "after %d rounds: classes %d, then %d; heap %d KiB, then %d KiB%n",
                    ROUNDS, classes, nib.loadedClasses(), heap, nib.heap());
            assertTrue(nib.loadedClasses() <= classes + 20, classes + " classes, then " + nib.loadedClasses());
            assertTrue(nib.heap() <= heap + 512, heap + " KiB of heap, then " + nib.heap());
            assertEquals(0, nib.stop());
        }
    }

    /** In, used, replaced, used, and out. */
    private void round(Nib nib, int port, EchoServer one, EchoServer two) throws Exception {
        for (int index = 0; index < 2; index++) {
            pin(index);
            assertTrue(nib.reload(configuration("pin", "", one, two)));
            assertEquals(index == 0 ? "one" : "two", visit(port, "127.0.0.1"));
        }
        Files.delete(plugins.resolve("pin.jar"));
        assertTrue(nib.reload(configuration("round-robin", "", one, two)));
    }

    @Test
    void aPluginThatThrowsOrBlocksCostsItsOwnConnectionAndIsNamed() throws Exception {
        moody();
        try (EchoServer one = greeting("one");
                EchoServer two = greeting("two");
                Nib nib = Nib.run(folder, configuration("round-robin", "moody", one, two))) {
            int port = nib.port("web");
            Future<String> sulked = CompletableFuture.supplyAsync(() -> quietly(port, "127.0.0.3"));
            String stuck = nib.awaitLine(line -> line.contains("is held up by"));
            assertTrue(stuck.contains("some.moody: some.moody.Moody.sulk:"), stuck);
            assertServed(visit(port, "127.0.0.1"));
            assertFalse(sulked.isDone(), "others are served meanwhile");

            assertThrows(IOException.class, () -> visitOrRefuse(port));
            nib.awaitLine(line -> line.contains("bad mood"));
            assertServed(visit(port, "127.0.0.1"));
            assertServed(sulked.get());
            assertEquals(0, nib.stop());
        }
    }

    private static void assertServed(String name) {
        assertTrue(List.of("one", "two").contains(name), name);
    }

    private static String quietly(int port, String from) {
        try {
            return visit(port, from);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void visitOrRefuse(int port) throws IOException {
        if (visit(port, "127.0.0.4").isEmpty()) {
            throw new IOException("closed without a word");
        }
    }

    /**
     * GeoIP2 is an explicit module and brings its own Jackson; jnr-unixsocket and what it needs have no descriptions of
     * modules, share packages' beginnings, and call native code.
     */
    @Test
    void librariesOfEitherKindMayBeBroughtSideBySide() throws Exception {
        Wares.geo(folder, plugins);
        Wares.unix(folder, plugins);
        Run listed = Run.of(Image.STANDARD.command(), "plugins", "--plugins", plugins.toString());
        assertEquals("", listed.err());
        try (EchoServer one = greeting("one");
                EchoServer two = greeting("two");
                Nib nib = Nib.run(folder, configuration("round-robin", "geo", one, two))) {
            visit(nib.port("web"), "127.0.0.1");
            assertTrue(nib.reload(configuration("round-robin", "unix", one, two)));
            visit(nib.port("web"), "127.0.0.1");
            nib.awaitLine(Wares::isSaidByGeo);
            nib.awaitLine(Wares::isSaidByUnix);
            assertEquals(0, nib.stop());
        }
    }

    @Test
    void whatWasLeftOutIsListedWithItsReasonWhileTheRestRuns() throws Exception {
        pin(0);
        Files.writeString(plugins.resolve("broken.jar"), "not a jar");
        Run listed = Run.of(Image.STANDARD.command(), "plugins", "--plugins", plugins.toString());
        assertEquals(0, listed.status());
        assertTrue(listed.out().contains("pin  "), listed.out());
        assertTrue(listed.out().contains("some.pin@1"), listed.out());
        assertTrue(listed.err().contains("plugin left out: " + plugins.resolve("broken.jar")), listed.err());
    }
}
