package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import nib.testkit.Deadline;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients wait while all servers are full, by both engines. */
@ParameterizedClass
@ValueSource(strings = {"epoll", "threads"})
class QueueIT {
    @Parameter
    private String engine;

    @TempDir
    Path folder;

    private final Belongings open = new Belongings();

    @AfterEach
    void end() throws Exception {
        open.close();
    }

    private Nib house(String queue) throws IOException {
        EchoServer one = open.keep(EchoServer.start("one"));
        return open.keep(Nib.run(folder, """
                listeners:
                  web: { bind: "tcp://127.0.0.1:0", engine: %1$s, pool: app, priority: 5 }
                  first: { bind: "tcp://127.0.0.1:0", engine: %1$s, pool: app }
                pools:
                  app:
                    policy: first
                    servers: [ { address: "%2$s", name: one, max: 1 } ]
                    queue: %3$s
                observers: [ access-log: { file: access.log, format: json } ]
                """.formatted(engine, one.address(), queue)));
    }

    private Socket client(Nib nib, String listener) throws IOException {
        Socket socket = open.keep(Visits.connect("127.0.0.1", nib.port(listener)));
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static void say(Socket socket) throws IOException {
        socket.getOutputStream().write('x');
    }

    /** Takes the only seat. */
    private Socket seated(Nib nib) throws IOException {
        Socket first = client(nib, "web");
        say(first);
        assertEquals('x', heard(first, 5000));
        return first;
    }

    /** What comes within that time: a byte, -1 for the end, -2 for nothing. */
    private static int heard(Socket socket, int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return socket.getInputStream().read();
        } catch (SocketTimeoutException e) {
            return -2;
        } catch (SocketException e) {
            return -1; // what was said was not read
        }
    }

    private void awaitLog(String part) {
        assertTrue(
                Deadline.usual()
                        .until(() -> Files.exists(folder.resolve("access.log"))
                                && Files.readString(folder.resolve("access.log"))
                                        .contains(part)),
                part);
    }

    @Test
    void whoWaitsIsServedWhenASeatIsFreeInItsTurn() throws Exception {
        Nib nib = house("{ length: 3, time: 20s }");
        Socket first = seated(nib);
        Socket second = client(nib, "web");
        say(second);
        assertEquals(-2, heard(second, 200), "the only seat is taken");
        Socket third = client(nib, "web");
        say(third);
        assertEquals(-2, heard(third, 100));
        Socket urgent = client(nib, "first");
        say(urgent);
        assertEquals(-2, heard(urgent, 100));
        Socket tooMany = client(nib, "web");
        assertEquals(-1, heard(tooMany, 5000), "three wait");
        awaitLog("the queue of pool app is full");
        Run explained = nib.ctl("explain", "10.0.0.1", "--listener", "web");
        assertTrue(explained.out().contains("=> waits, with 3 others of 3"), explained.out());
        first.close();
        assertEquals('x', heard(urgent, 5000), "its listener goes first");
        assertEquals(-2, heard(second, 100));
        urgent.close();
        assertEquals('x', heard(second, 5000));
        assertEquals(-2, heard(third, 100));
        second.close();
        assertEquals('x', heard(third, 5000));
        third.close();
        assertEquals(0, nib.stop());
    }

    /** On a thread of its own, a client that is gone is noticed when its turn has come. */
    @Test
    void whoHasWaitedForTooLongOrIsGoneLeavesItsPlace() throws Exception {
        Nib nib = house("{ length: 2, time: 1s }");
        Socket first = seated(nib);
        assertEquals(-1, heard(client(nib, "web"), 5000));
        awaitLog("no server of pool app had room in 1000 ms");
        Socket gone = client(nib, "web");
        gone.setSoLinger(true, 0);
        assertEquals(-2, heard(gone, 50));
        gone.close();
        Socket next = client(nib, "web");
        say(next);
        first.close();
        assertEquals('x', heard(next, 5000));
        next.close();
        assertEquals(0, nib.stop());
    }

    /** Many come for few seats, and none is forgotten. */
    @Test
    void everyOneOfManyIsServed() throws Exception {
        Nib nib = house("{ length: 1000, time: 30s }");
        AtomicInteger served = new AtomicInteger();
        List<Thread> crowd = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int number = i;
            crowd.add(Thread.ofVirtual().start(() -> {
                try (Socket socket = Visits.connect("127.0.0.1", nib.port(number % 3 == 0 ? "first" : "web"))) {
                    byte[] words = ("visit " + number).getBytes(StandardCharsets.US_ASCII);
                    socket.setSoTimeout(30_000);
                    socket.getOutputStream().write(words);
                    if (new String(socket.getInputStream().readNBytes(words.length), StandardCharsets.US_ASCII)
                            .equals("visit " + number)) {
                        served.incrementAndGet();
                    }
                } catch (IOException e) {
                    // not served
                }
            }));
        }
        for (Thread one : crowd) {
            one.join();
        }
        assertEquals(300, served.get());
        assertEquals(0, nib.stop());
    }
}
