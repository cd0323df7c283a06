package nib.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A small web server of the demonstration, that can be stopped and started again on the same port. */
final class DemoServer implements Closeable {
    private final String name;
    private final AtomicLong requests = new AtomicLong();
    private final int port;
    private @Nullable HttpServer running;

    /** Starts it on a port of loopback that the system chooses. */
    DemoServer(String name) throws IOException {
        this.name = name;
        HttpServer first = listen(0);
        this.port = first.getAddress().getPort();
        this.running = first;
    }

    private HttpServer listen(int where) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), where), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::greet);
        server.createContext("/stop", this::stopOnDemand);
        server.start();
        return server;
    }

    private void greet(HttpExchange exchange) throws IOException {
        say(
                exchange,
                200,
                "I am " + name + ". This is my request number " + requests.incrementAndGet()
                        + "; it came from "
                        + exchange.getRemoteAddress().getAddress().getHostAddress() + ", port "
                        + exchange.getRemoteAddress().getPort() + ".\n",
                () -> {});
    }

    private void stopOnDemand(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            // It has stopped when its answer ends, so that who reads to the end finds nobody here any more.
            say(exchange, 200, name + " stops.\n", this::stop);
        } else {
            say(exchange, 405, "To stop " + name + ": curl -X POST " + url() + "/stop\n", () -> {});
        }
    }

    private static void say(HttpExchange exchange, int code, String text, Runnable last) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(code, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            last.run();
        }
    }

    /** Closes the listener and cuts what is open, as a process does that is killed. */
    synchronized void stop() {
        HttpServer server = running;
        if (server != null) {
            running = null;
            server.stop(0);
            awaitNobody();
        }
    }

    /** The listener is closed by another thread, a moment later; who connects until then is cut. */
    private void awaitNobody() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (System.nanoTime() - deadline < 0) {
            try (Socket last = new Socket(InetAddress.getLoopbackAddress(), port)) {
                last.setSoLinger(true, 0);
            } catch (IOException e) {
                return; // refused: it is closed
            }
        }
    }

    /** Stops it if it runs, else starts it again. */
    synchronized void toggle() throws IOException {
        if (running == null) {
            running = listen(port);
        } else {
            stop();
        }
    }

    synchronized boolean isRunning() {
        return running != null;
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        stop();
    }
}
