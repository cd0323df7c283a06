package nib.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A program that was started and answers, or nothing at all: then its port is the server's. */
final class Running implements AutoCloseable {
    /** Long, since a loaded machine is no reason to leave somebody out. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private final @Nullable Process process;
    private final int port;
    private final Recipe recipe;

    private Running(@Nullable Process process, int port, Recipe recipe) {
        this.process = process;
        this.port = port;
        this.recipe = recipe;
    }

    /** No process: clients reach the server itself. */
    static Running nothing(int port) {
        return new Running(null, port, new Recipe(List.of(), Map.of()));
    }

    /** Starts a program; it may not answer yet. */
    static Running start(Recipe recipe, Path folder, int port) throws IOException {
        recipe.write(folder);
        Process process = new ProcessBuilder(recipe.command())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        return new Running(process, port, recipe);
    }

    /** Waits until it answers a first time. */
    Running awaited(Greeting greeting, Path folder) throws IOException {
        long begun = System.nanoTime();
        while (!greeting.answered(port)) {
            boolean late = System.nanoTime() - begun > PATIENCE;
            if (late || (process != null && !process.isAlive())) {
                close();
                throw new IOException((late ? "it does not answer: " : "it ended: ") + lastWords(folder));
            }
        }
        return this;
    }

    private static String lastWords(Path folder) throws IOException {
        Path output = folder.resolve("output");
        return Files.exists(output) ? Files.readString(output).strip() : "";
    }

    int port() {
        return port;
    }

    Recipe recipe() {
        return recipe;
    }

    /** Its process and all below it; none for a direct connection. */
    List<Long> pids() {
        return process == null
                ? List.of()
                : Stream.concat(Stream.of(process.toHandle()), process.descendants())
                        .map(ProcessHandle::pid)
                        .toList();
    }

    @Override
    public void close() {
        if (process != null) {
            Program.end(process);
        }
    }
}
