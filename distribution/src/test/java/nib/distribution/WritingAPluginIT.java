package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows docs/writing-a-plugin.md word by word: writes what it shows, runs what it runs, while clients come all the time.
 * Only ports are others. What comes out is what lies in docs/examples; with the system property {@code nib.golden} it is
 * written there.
 */
class WritingAPluginIT {
    private static final Path EXAMPLES = Root.path().resolve("docs/examples");

    @TempDir
    private Path folder;

    @TempDir
    private Path tools;

    private final Map<String, String> said = new TreeMap<>();

    @Test
    void thePageIsTrueWordByWord() throws Exception {
        try (Workbench bench = new Workbench(folder, tools);
                EchoServer one = EchoServer.start("one");
                EchoServer two = EchoServer.start("two")) {
            int back = Ports.free();
            Map<String, String> ports = Map.of(
                    "127.0.0.1:8080",
                    "127.0.0.1:0",
                    "127.0.0.1:8081",
                    "127.0.0.1:" + back,
                    "127.0.0.1:9001",
                    one.address().toString(),
                    "127.0.0.1:9002",
                    two.address().toString());
            List<Page.Fence> fences = new ArrayList<>(
                    Page.read(Root.path().resolve("docs/writing-a-plugin.md")).fences());
            Page.Fence first = fences.removeFirst();
            write(first, ports);
            Page.Fence start = fences.removeFirst();
            assertEquals("$ mkdir plugins\n$ ./nib run nib.yaml\n", start.text());
            Files.createDirectory(folder.resolve("plugins"));
            try (Nib nib = Nib.start(bench.nib(), folder, "run", "nib.yaml")) {
                int port = nib.port("web");
                try (Load load = Load.start(4, number -> Visits.echo(port, number, (int) (number % 3000)))) {
                    for (Page.Fence fence : fences) {
                        follow(bench, fence, ports);
                        load.awaitGood(20);
                        if (fence.text().contains("ctl reload") && isInUse("knock")) {
                            assertEquals("hello", knocks(back, "sesame\nhello"));
                            assertEquals("", knocks(back, "barley\nhello"));
                        }
                    }
                    load.end();
                    assertEquals(List.of(), load.failures(), () -> String.join("\n", nib.log()));
                }
                for (String news : List.of(
                        "policy nearest is new",
                        "policy nearest is replaced by that of",
                        "guard blocklist is new",
                        "filter knock is new",
                        "policy nearest is gone",
                        "guard blocklist is gone",
                        "filter knock is gone")) {
                    nib.awaitLine(line -> line.contains(news));
                }
                assertEquals(0, nib.stop());
            }
        }
        assertTrue(
                said.getOrDefault("./nib plugins --plugins plugins nearest", "").contains("example.nearest@1.0"));
        assertTrue(said.getOrDefault("./nib plugins --plugins plugins --settings nearest", "")
                .contains("Bits at the end of an address that are not compared."));
        String explained = said.getOrDefault("./nib ctl explain 192.0.2.7", "");
        assertTrue(explained.contains("guard blocklist sends it away (deny)"), explained);
        compare();
    }

    private boolean isInUse(String word) throws IOException {
        return Files.readString(folder.resolve("nib.yaml")).contains(word);
    }

    private static String knocks(int port, String text) throws IOException {
        try (var socket = Visits.connect("127.0.0.1", port)) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void follow(Workbench bench, Page.Fence fence, Map<String, String> ports) throws Exception {
        if (!fence.info().equals("console")) {
            write(fence, ports);
            return;
        }
        for (String line : fence.text().lines().toList()) {
            assertTrue(line.startsWith("$ "), line);
            Run run = bench.shell(line.substring(2));
            assertEquals(0, run.status(), () -> line + "\n" + run.out() + run.err());
            said.put(line.substring(2), run.out());
        }
    }

    /** A block names its file, and perhaps what stands behind it there: {@code xml pom.xml before </plugins>}. */
    private void write(Page.Fence fence, Map<String, String> ports) throws IOException {
        String[] info = fence.info().split(" ", -1);
        assertTrue(info.length > 1, () -> "line " + fence.line() + ": which file?");
        Path file = folder.resolve(info[1]);
        String text = fence.text();
        if (info[1].equals("nib.yaml")) {
            for (Map.Entry<String, String> port : ports.entrySet()) {
                text = text.replace(port.getKey(), port.getValue());
            }
        }
        if (info.length == 4) {
            assertEquals("before", info[2]);
            String whole = Files.readString(file);
            int at = whole.lastIndexOf('\n', whole.lastIndexOf(info[3])) + 1;
            text = whole.substring(0, at) + text + whole.substring(at);
        }
        Files.writeString(file, text);
    }

    /** The examples of the documentation are these projects; they look for the parts of Nib where one says. */
    private void compare() throws IOException {
        String golden = System.getProperty("nib.golden");
        for (String name : List.of("nearest", "blocklist", "knock")) {
            Map<String, String> made = files(folder.resolve(name));
            made.computeIfPresent("pom.xml", (file, text) -> {
                String pom = text.replaceFirst("<url>file:.*</url>", "<url>file://\\${nib.home}/share/maven</url>");
                assertFalse(pom.equals(text), text);
                return pom;
            });
            if (golden == null) {
                assertEquals(made, files(EXAMPLES.resolve(name)));
            } else {
                for (Map.Entry<String, String> one : made.entrySet()) {
                    Path file = Path.of(golden, name, one.getKey());
                    Files.createDirectories(file.getParent());
                    Files.writeString(file, one.getValue());
                }
            }
        }
    }

    private static Map<String, String> files(Path project) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(project)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !project.relativize(file).startsWith("target"))
                    .forEach(file -> all.put(project.relativize(file).toString(), text(file)));
        }
        return all;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
