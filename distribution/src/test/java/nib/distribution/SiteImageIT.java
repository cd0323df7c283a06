package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of one's own, made by the image that is shipped as docs/site-images.md says. */
class SiteImageIT {
    private static final long MOST_ON_DISK = 70_000_000;

    @TempDir
    private Path folder;

    private Page page = new Page(Path.of(""), List.of());

    @BeforeEach
    void readThePage() throws IOException {
        page = Page.read(Root.path().resolve("docs/site-images.md"));
    }

    private String shown(String info, String part) {
        return page.fences().stream()
                .filter(fence -> fence.info().equals(info) && fence.text().contains(part))
                .map(Page.Fence::text)
                .findFirst()
                .orElseThrow();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    /** A command of the page, in a folder where {@code ./nib} is the image that is shipped. */
    private Run follow(String command) throws IOException, InterruptedException {
        write("nib", "#!/bin/sh\nexec '" + Image.STANDARD.command() + "' \"$@\"\n");
        return Run.of(Path.of("/bin/sh"), "-c", "cd '" + folder + "' && chmod +x nib && " + command);
    }

    /** The JDK of this test stands for that of the machine. */
    private Run image(String list, String out) throws IOException, InterruptedException {
        return follow("NIB_JDK='" + System.getProperty("java.home") + "' ./nib image " + list + " --out " + out);
    }

    private static String configuration(String policy, String guards, EchoServer... servers) {
        return """
                listeners:
                  web: { bind: "tcp://127.0.0.1:0", pool: app, guards: [%s] }
                pools:
                  app: { policy: %s, servers: ["%s", "%s"] }
                """.formatted(guards, policy, servers[0].address(), servers[1].address());
    }

    private static EchoServer naming(String name) {
        return EchoServer.start(name).manner(EchoServer.Manner.NAME);
    }

    private static String visit(Nib nib) throws IOException {
        try (var socket = Visits.connect("127.0.0.1", nib.port("web"))) {
            return new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    @Test
    void theImageOfThePageIsMadeByItsCommandAndServes() throws Exception {
        Wares.pin(folder, folder.resolve("least-load.jar"), 1);
        write("site.yaml", shown("yaml", "least-load.jar"));
        try (EchoServer one = naming("one");
                EchoServer two = naming("two")) {
            write("nib.yaml", configuration("pin", "", one, two));
            Run made = image("site.yaml", "our-nib");
            assertEquals("", made.err());
            assertEquals(shown("text", "our-nib is ready"), made.out());

            Path home = folder.resolve("our-nib");
            long size = size(home);
            System.out.printf("site image on disk %d bytes%n", size);
            assertTrue(size <= MOST_ON_DISK, size + " bytes");
            assertEquals(List.of("nib.policies", "nib.tcp", "some.pin"), modules(home));
            assertFalse(Files.exists(home.resolve("share")));

            // It is copied elsewhere, and runs from its cache or not at all.
            Path elsewhere = Files.move(home, folder.resolve("elsewhere"));
            Run run = Run.with(Map.of("NIB_JAVA_OPTS", "-XX:AOTMode=on"), elsewhere.resolve("bin/nib"), "version");
            assertEquals(0, run.status(), run.err());
            try (Nib nib = Nib.of(elsewhere.resolve("bin/nib"), folder, elsewhere.resolve("conf/nib.yaml"))) {
                assertEquals("two\n", visit(nib));
                assertEquals(0, nib.stop());
            }
        }
    }

    private static List<String> modules(Path image) throws IOException, InterruptedException {
        Run listed = Run.of(image.resolve("bin/nib"), "plugins");
        assertEquals("", listed.err());
        return listed.out()
                .lines()
                .skip(1)
                .map(line -> line.split(" +", -1)[2].replaceFirst("@.*", ""))
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void theSameListMakesTheSameBytesWithPluginsOfAllKinds() throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        Wares.geo(folder, plugins);
        Wares.unix(folder, plugins);
        write("site.yaml", """
                modules: [nib.tcp, nib.policies, nib.accesslog]
                plugins: [plugins/geo, plugins/unix]
                configuration: nib.yaml
                options: [-Xmx300m]
                cache: false
                """);
        try (EchoServer one = naming("one");
                EchoServer two = naming("two")) {
            write("nib.yaml", configuration("round-robin", "geo, unix", one, two));
            Run made = image("site.yaml", "our-nib");
            assertEquals("", made.err());
            assertTrue(
                    made.out().contains(shown("text", "keeping unix").strip()),
                    () -> "not as the page shows it:\n" + made.out());
            Files.createDirectory(folder.resolve("a"));
            Files.createDirectory(folder.resolve("b"));
            assertEquals("", image("site.yaml", "a/our-nib.tar.gz").err());
            assertEquals("", image("site.yaml", "b/our-nib.tar.gz").err());
            assertEquals(-1, Files.mismatch(folder.resolve("a/our-nib.tar.gz"), folder.resolve("b/our-nib.tar.gz")));
            assertEquals(0, follow("tar xzf b/our-nib.tar.gz -C b").status());
            assertEquals(bytes(folder.resolve("our-nib")), bytes(folder.resolve("b/our-nib")));

            Path home = folder.resolve("b/our-nib");
            assertTrue(Files.readString(home.resolve("lib/nib/jvm.options")).endsWith("-Xmx300m\n"));
            for (String guard : List.of("geo", "unix")) {
                Path file =
                        Files.writeString(folder.resolve("run.yaml"), configuration("round-robin", guard, one, two));
                try (Nib nib = Nib.of(home.resolve("bin/nib"), folder, file)) {
                    visit(nib);
                    nib.awaitLine(line -> Wares.isSaidByGeo(line) || Wares.isSaidByUnix(line));
                    assertEquals(0, nib.stop());
                }
            }
        }
    }

    /** Each file with a number that its bytes make. */
    private static Map<String, Long> bytes(Path home) throws IOException {
        Map<String, Long> bytes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                java.util.zip.CRC32C sum = new java.util.zip.CRC32C();
                sum.update(Files.readAllBytes(file));
                bytes.put(home.relativize(file).toString(), sum.getValue());
            }
        }
        return bytes;
    }

    private static long size(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Test
    void whatIsWrongIsSaidInLinesAndNothingIsMade() throws Exception {
        write("site.yaml", "modules: [nib.tpc]\nplugins: [gone.jar]\n");
        Run wrong = image("site.yaml", "our-nib");
        assertEquals(1, wrong.status());
        assertEquals("""
                site.yaml:1:11: there is no module "nib.tpc"; did you mean "nib.tcp"?
                site.yaml:2:11: there is no "gone.jar" in %s
                2 problems
                """.formatted(folder.toRealPath()), wrong.err());

        write("site.yaml", "modules: [nib.tcp, nib.policies]\nconfiguration: nib.yaml\ncache: false\n");
        write("nib.yaml", "listeners: {}\npools: { app: { policy: robin } }\n");
        Run unfit = image("site.yaml", "our-nib");
        assertEquals(1, unfit.status());
        assertTrue(unfit.err().contains("nib.yaml:2:"), unfit.err());

        Files.createDirectories(folder.resolve("mine/own"));
        Run taken = image("site.yaml", "mine");
        assertEquals("nib: " + folder.toRealPath() + "/mine is there already and is not an image\n", taken.err());
        assertFalse(Files.exists(folder.resolve("our-nib")));
    }

    @Test
    void withoutAJdkOrThePartsOfNibItSaysWhatIsNeeded() throws Exception {
        write("site.yaml", "modules: [nib.tcp]\n");
        Run old = follow("./nib image site.yaml --out our-nib --jdk /usr");
        assertEquals(3, old.status());
        assertEquals("nib: /usr is no JDK 25 or newer with jlink\n", old.err());

        Run bare = Run.of(
                Image.MINIMAL.command(),
                "image",
                folder.resolve("site.yaml").toString(),
                "--out",
                folder.resolve("our-nib").toString());
        assertEquals(3, bare.status());
        assertEquals(
                "nib: this image does not carry the parts of Nib (share/maven); make images with one that is shipped\n",
                bare.err());
        assertFalse(Files.exists(folder.resolve("our-nib")));
    }
}
