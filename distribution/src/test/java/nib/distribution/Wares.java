package nib.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** Plugins that strangers have made. */
final class Wares {
    private Wares() {}

    /** A policy that always takes the server of one index. */
    static Path pin(Path work, Path jar, int index) throws IOException {
        return new Stranger("some.pin")
                .source("""
                        package some.pin;

                        import java.util.List;
                        import nib.api.Client;
                        import nib.api.Server;
                        import nib.spi.Policy;

                        final class Pin implements Policy {
                            @Override
                            public Chooser over(List<Server> servers) {
                                return new Chooser() {
                                    @Override
                                    public int choose(Client client, Attempt attempt) {
                                        return attempt.next(%d);
                                    }

                                    @Override
                                    public int peek(Client client, Attempt attempt) {
                                        return choose(client, attempt);
                                    }
                                };
                            }
                        }
                        """.formatted(index))
                .source("""
                        package some.pin;

                        import nib.spi.Policy;
                        import nib.spi.Settings;

                        public final class PinProvider implements Policy.Provider<Settings.None> {
                            @Override
                            public String word() {
                                return "pin";
                            }

                            @Override
                            public Settings<Settings.None> settings() {
                                return Settings.none();
                            }

                            @Override
                            public Policy create(Settings.None settings) {
                                return new Pin();
                            }
                        }
                        """)
                .provides("some.pin.PinProvider")
                .jar(work, jar);
    }

    /** GeoIP2 is an explicit module and brings its own Jackson. */
    static void geo(Path work, Path plugins) throws IOException {
        reading(work, plugins, "geo", "com.maxmind.geoip2", """
                new com.maxmind.geoip2.record.Continent(java.util.List.of(), "EU", 1L, java.util.Map.of()).toJson()
                + " by "
                + Class.forName("com.fasterxml.jackson.core.JsonFactory").getModule().getDescriptor().toNameAndVersion()
                """);
    }

    static boolean isSaidByGeo(String line) {
        return line.contains("\"code\":\"EU\"") && line.contains("by com.fasterxml.jackson.core@2.22.1");
    }

    /** jnr-unixsocket and what it needs have no descriptions of modules, and call native code. */
    static void unix(Path work, Path plugins) throws IOException {
        reading(work, plugins, "unix", "org.jnrproject.unixsocket", """
                jnr.unixsocket.UnixSocketChannel.open().isOpen() + " " + jnr.unixsocket.UnixSocketChannel.class.getModule()
                """);
    }

    static boolean isSaidByUnix(String line) {
        return line.contains("unix: true module org.jnrproject.unixsocket");
    }

    /** A guard that uses a library for each client, and complains with what that library said. */
    private static void reading(Path work, Path plugins, String name, String library, String answer)
            throws IOException {
        Path own = Files.createDirectory(plugins.resolve(name));
        Path jars = Path.of(Objects.requireNonNull(System.getProperty("nib.libraries")), name);
        try (Stream<Path> all = Files.list(jars)) {
            for (Path jar : all.toList()) {
                Files.copy(jar, own.resolve(jar.getFileName()));
            }
        }
        new Stranger("some." + name)
                .library(jars, library)
                .source("""
                        package some.%1$s;

                        import nib.spi.Guard;
                        import nib.spi.Settings;

                        public final class Reader implements Guard.Provider<Settings.None> {
                            @Override
                            public String word() {
                                return "%1$s";
                            }

                            @Override
                            public Settings<Settings.None> settings() {
                                return Settings.none();
                            }

                            @Override
                            public Guard create(Settings.None settings) {
                                return client -> {
                                    throw new IllegalStateException(answer());
                                };
                            }

                            private static String answer() {
                                try {
                                    return "%1$s: " + %2$s;
                                } catch (Exception e) {
                                    return e.toString();
                                }
                            }
                        }
                        """.formatted(name, answer))
                .provides("some." + name + ".Reader")
                .jar(work, own.resolve("reader.jar"));
    }
}
