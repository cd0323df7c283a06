package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import nib.testkit.Deadline;

/** Our pen with a control port, a status page, a log and a file of commands, before servers A and B. */
final class OurPen {
    final Path folder;
    final Path file;
    final int control;
    final int one;
    final int two;
    final Process process;

    /** Where clients come in. */
    int port;

    private final Belongings open = new Belongings();

    private OurPen(Path folder) throws IOException {
        this.folder = folder;
        port = Ports.free();
        control = Ports.free();
        one = server("A");
        two = server("B");
        file = Files.writeString(folder.resolve("pen.cfg"), "");
        process = new ProcessBuilder(
                        Image.STANDARD.command().resolveSibling("pen").toString(),
                        "-f",
                        "-u",
                        "root",
                        "-C",
                        "127.0.0.1:" + control,
                        "-F",
                        file.toString(),
                        "-X",
                        "-w",
                        folder.resolve("w.html").toString(),
                        "-l",
                        folder.resolve("pen.log").toString(),
                        "127.0.0.1:" + port,
                        "127.0.0.1:" + one,
                        "127.0.0.1:" + two + ":3:4:5:6")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        open.keep(() -> process.destroyForcibly().waitFor());
    }

    /** Starts it; when this returns, it obeys. */
    static OurPen in(Path folder) throws Exception {
        OurPen pen = new OurPen(folder);
        boolean obeys = Deadline.usual().until(() -> !pen.ctl("pid").isEmpty() || !pen.process.isAlive());
        assertTrue(obeys && pen.process.isAlive(), pen::said);
        return pen;
    }

    /** Says its name, and then whatever it hears. */
    private int server(String name) throws IOException {
        ServerSocket socket = listening();
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket client = socket.accept();
                    Thread.ofVirtual().start(() -> talk(client, name));
                }
            } catch (IOException e) {
                // the test is over
            }
        });
        return socket.getLocalPort();
    }

    private static void talk(Socket client, String name) {
        try (client) {
            client.getOutputStream().write(name.getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // the client went
        }
    }

    private ServerSocket listening() throws IOException {
        return keep(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
    }

    /** From now on every client goes to a server that the test accepts from. */
    ServerSocket another() throws Exception {
        ServerSocket server = listening();
        server.setSoTimeout(Visits.TIMEOUT_MILLIS);
        ctl("server 0 port " + server.getLocalPort());
        ctl("server 1 blacklist 60");
        return server;
    }

    /** Closed when this is. */
    <T extends AutoCloseable> T keep(T belonging) {
        return open.keep(belonging);
    }

    /** What it has said so far. */
    String said() {
        try {
            return Files.readString(folder.resolve("out"));
        } catch (IOException e) {
            return "";
        }
    }

    /** What the real penctl hears. */
    String ctl(String command) throws Exception {
        return Penctl.ask(control, command);
    }

    void signal(String name) throws Exception {
        Penctl.signal(process, name);
    }

    Socket client(String from) throws IOException {
        return keep(Visits.connect(from, "127.0.0.1", port));
    }

    /** Which server a new client gets; "-" for none. */
    String visit(String from) throws IOException {
        try (Socket socket = client(from)) {
            int first = socket.getInputStream().read();
            return first < 0 ? "-" : String.valueOf((char) first);
        } catch (SocketException e) {
            return "-";
        }
    }

    /** The same where nobody else is a client: when this returns, its seat is free again. */
    String visitAlone(String from) throws Exception {
        String server = visit(from);
        assertTrue(Deadline.usual().until(() -> !ctl("servers").matches("(?s).* conn [1-9].*")));
        return server;
    }

    void close() throws Exception {
        open.close();
    }
}
