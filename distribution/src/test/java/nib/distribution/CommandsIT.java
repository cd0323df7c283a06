package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the commands that the documentation shows, where somebody would run them. */
@Timeout(120)
class CommandsIT {
    private static final Path SHELL = Path.of("/bin/sh");

    /** What a command that goes on says when it is there. */
    private static final Map<String, String> SIGNS =
            Map.of("./nib demo", "Try in another", "./nib run nib.yaml", "ready in");

    @TempDir
    private Path folder;

    @BeforeEach
    void makeTheFolderThatTheReaderHas() throws IOException {
        Path nib = folder.resolve("nib");
        Files.writeString(nib, "#!/bin/sh\nexec '" + Image.STANDARD.command() + "' \"$@\"\n");
        Files.setPosixFilePermissions(nib, PosixFilePermissions.fromString("rwx------"));
        Page page = Page.read(Root.path().resolve("docs/configuration.md"));
        String recipe = page.fences().stream()
                .map(Page.Fence::text)
                .filter(text -> text.contains("name: app-2"))
                .findFirst()
                .orElseThrow();
        assertTrue(recipe.contains("tcp://0.0.0.0:8080"));
        Files.writeString(folder.resolve("nib.yaml"), recipe.replace("tcp://0.0.0.0:8080", "tcp://127.0.0.1:0"));
    }

    private static List<String> commands(String who) throws IOException {
        return Commands.all().entrySet().stream()
                .filter(command -> command.getValue().equals(who))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private ProcessBuilder shell(String command) {
        ProcessBuilder builder = new ProcessBuilder(SHELL.toString(), "-c", "exec " + command)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
        return builder;
    }

    /** Starts what goes on, and waits until it is there. */
    private Process serve(String command) throws IOException {
        Process process = shell(command).start();
        StringBuilder said = new StringBuilder();
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
            if (line.contains(SIGNS.get(command))) {
                Thread.ofVirtual().start(() -> drain(out));
                return process;
            }
        }
        throw new AssertionError(command + " ended: " + said);
    }

    /** So that a full pipe stops nobody. */
    private static void drain(BufferedReader out) {
        try (out) {
            out.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // it ended
        }
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private static Stream<String> served() throws IOException {
        return commands("serve").stream();
    }

    @ParameterizedTest
    @MethodSource("served")
    void aCommandThatGoesOnStartsAndStops(String command) throws Exception {
        Process process = serve(command);
        end(process);

        assertEquals(0, process.exitValue());
    }

    @Test
    void aCommandThatAsksOrChangesEndsWellBesideARunningNib() throws Exception {
        List<String> commands = commands("image");
        assertFalse(commands.isEmpty());
        Process running = serve("./nib run nib.yaml");
        try {
            for (String command : commands) {
                Process process = shell(command).start();
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertEquals(0, process.waitFor(), command + ": " + said);
                assertFalse(said.isBlank(), command);
            }
        } finally {
            end(running);
        }
    }
}
