package nib.distribution;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A real web server: {@code /name} says who it is, {@code /large} is 10 MB that are the same on all of them. */
final class Nginx implements Closeable {
    static final int LARGE = 10_000_000;

    private final Path folder;
    private final String host;
    private final int port;
    private Process process;

    private Nginx(Path folder, String host, int port) throws IOException {
        this.folder = folder;
        this.host = host;
        this.port = port;
        this.process = start();
    }

    /** Starts one on an address of this machine. */
    static Nginx start(Path parent, String name, String host) throws IOException {
        Path folder = Files.createDirectories(parent.resolve(name));
        Path html = Files.createDirectories(folder.resolve("html"));
        Files.writeString(html.resolve("name"), name);
        Files.write(html.resolve("large"), large());
        int port = Ports.free();
        Files.writeString(
                folder.resolve("nginx.conf"), """
                master_process off;
                daemon off;
                pid nginx.pid;
                error_log stderr crit;
                events { worker_connections 4096; }
                http {
                  access_log off;
                  keepalive_requests 1000000;
                  client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
                  server { listen %s:%d backlog=4096; root html; }
                }
                """.formatted(host.contains(":") ? "[" + host + "]" : host, port));
        return new Nginx(folder, host, port);
    }

    static byte[] large() {
        byte[] bytes = new byte[LARGE];
        new Random(42).nextBytes(bytes);
        return bytes;
    }

    private Process start() throws IOException {
        Process one = new ProcessBuilder("nginx", "-p", folder.toString(), "-c", "nginx.conf")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        while (!answers()) {
            if (!one.isAlive()) {
                throw new IOException(Files.readString(folder.resolve("log")));
            }
            Thread.onSpinWait();
        }
        return one;
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** As a configuration writes it. */
    String address() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }

    /** Kills it as a crash would; says when. */
    long kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
        return System.nanoTime();
    }

    /** Starts it again on the same port. */
    void revive() throws IOException {
        process = start();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
