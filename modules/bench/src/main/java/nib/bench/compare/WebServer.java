package nib.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The server behind all candidates for streams: nginx, which serves a small and a large file. */
final class WebServer {
    static final int SMALL = 100;
    static final int LARGE = 10_000_000;

    /** One worker in the foreground, with room for all connections; the same for nginx as a candidate. */
    static final String PREFACE = """
            %sworker_processes 1;
            worker_rlimit_nofile 20000;
            daemon off;
            pid nginx.pid;
            error_log stderr crit;
            events { worker_connections 18500; }
            """.formatted("root".equals(System.getProperty("user.name")) ? "user root;\n" : "");

    private WebServer() {}

    static List<String> command() {
        return List.of(Program.path("nginx"), "-p", ".", "-c", "nginx.conf", "-e", "stderr");
    }

    /** Writes the files to serve, best into a folder that is memory, and says how to start it. */
    static Recipe recipe(Path folder, int port) throws IOException {
        Path html = Files.createDirectories(folder.resolve("html"));
        Files.write(html.resolve("small"), noise(SMALL));
        Files.write(html.resolve("large"), noise(LARGE));
        return new Recipe(command(), Map.of("nginx.conf", """
                %s
                http {
                  access_log off;
                  sendfile on;
                  open_file_cache max=10;
                  keepalive_requests 1000000000;
                  keepalive_timeout 1h;
                  client_header_timeout 1h;
                  client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
                  server { listen %s:%d backlog=4096; root html; }
                }
                """.formatted(PREFACE, Link.HOST, port)));
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
