package nib.bench.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Programs of this system. */
final class Program {
    /** Daemons stand where the search path of a plain user does not look. */
    private static final List<String> FOLDERS = Stream.concat(
                    Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "")
                            .split(":")),
                    Stream.of("/usr/local/sbin", "/usr/sbin", "/sbin"))
            .filter(folder -> !folder.isEmpty())
            .toList();

    private Program() {}

    static Optional<Path> find(String name) {
        return FOLDERS.stream()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The path of a program, or its bare name where it is missing. */
    static String path(String name) {
        return find(name).map(Path::toString).orElse(name);
    }

    /** Empty, or that one of these is not installed. */
    static String missing(String... names) {
        return Stream.of(names)
                .filter(name -> find(name).isEmpty())
                .findFirst()
                .map(name -> name + " is not installed")
                .orElse("");
    }

    /** What a command that ends by itself says, both its outputs in one; its exit status does not matter. */
    private static String says(List<String> command) {
        try {
            List<String> found = new ArrayList<>(command);
            found.set(0, path(command.getFirst()));
            return run(found).text();
        } catch (IOException e) {
            return "";
        }
    }

    /** What the first group of a pattern finds in what a command says. */
    static String version(Pattern pattern, List<String> command) {
        Matcher found = pattern.matcher(says(command));
        return found.find() ? found.group(1) : "unknown";
    }

    /** What a command said, and its exit status. */
    record Said(int status, String text) {}

    /** Runs a command until it ends. */
    static Said run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Said(process.waitFor(), text);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Ends a process: asks first, and insists after two seconds. */
    static void end(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        process.destroy();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                all.forEach(ProcessHandle::destroyForcibly);
                process.waitFor();
            }
        } catch (InterruptedException e) {
            all.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }
}
