package nib.distribution;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Another program, for as long as a test needs it. */
final class Peer implements Closeable {
    private final Process process;
    private final Path log;

    private Peer(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static Peer start(Path folder, String... line) throws IOException {
        Path log = folder.resolve("peer.log");
        return new Peer(
                new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                log);
    }

    /** A cache that listens at a path. */
    static Peer memcached(Path folder, Path socket) throws IOException {
        Peer peer =
                start(folder, "memcached", "-s", socket.toString(), "-m", "8", "-u", System.getProperty("user.name"));
        peer.await(() -> Files.exists(socket));
        return peer;
    }

    void awaitAbstract(String name) throws IOException {
        await(() -> !isFree(name));
    }

    /** Whether nobody has bound an abstract name, proc_net(5). */
    static boolean isFree(String name) {
        try {
            return Files.readAllLines(Path.of("/proc/net/unix")).stream().noneMatch(line -> line.endsWith("@" + name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void await(BooleanSupplier there) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!there.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("it did not start: " + Files.readString(log));
            }
            Thread.onSpinWait();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
