package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import nib.testkit.Deadline;
import nib.testkit.Mmdb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients from addresses of this machine that a database puts into countries: 127.1.0.0/16, 127.2.0.0/16, 127.3.0.0/16. */
@ParameterizedClass
@CsvSource({"epoll, mmsg", "threads, udp"})
class GeoipIT {
    private static final String GERMAN = "127.1.0.1";
    private static final String FRENCH = "127.2.0.1";
    private static final String UNKNOWN = "127.9.0.1";

    @Parameter(0)
    private String streams;

    @Parameter(1)
    private String datagrams;

    @TempDir
    Path folder;

    private final Belongings open = new Belongings();

    @AfterEach
    void end() throws Exception {
        open.close();
    }

    private void database(String first, String second) throws IOException {
        byte[] bytes = new Mmdb(System.currentTimeMillis() / 1000)
                .with("127.1.0.0/16", Map.of("country", Map.of("iso_code", first)))
                .with("127.2.0.0/16", Map.of("country", Map.of("iso_code", second)))
                .bytes();
        Path draft = Files.write(folder.resolve("places.new"), bytes);
        Files.move(draft, folder.resolve("places.mmdb"), StandardCopyOption.ATOMIC_MOVE);
    }

    private Nib house(Nginx web, Answerer dns) throws IOException {
        return open.keep(Nib.run(folder, """
                listeners:
                  web:
                    bind: "tcp://127.0.0.1:0"
                    engine: %s
                    guards: [ geoip: { databases: [places.mmdb], deny: [FR], otherwise: allow } ]
                    pool: web
                  dns:
                    bind: "udp://127.0.0.1:0"
                    engine: %s
                    guards:
                      - geoip: { databases: [places.mmdb], otherwise: allow }
                      - acl: { deny: { countries: [FR] }, otherwise: allow }
                    pool: dns
                pools:
                  web: { policy: first, servers: ["%s"] }
                  dns: { policy: first, servers: ["%s"] }
                observers: [ access-log: { file: access.log, format: json } ]
                """.formatted(streams, datagrams, web.address(), dns.address())));
    }

    private static boolean isServed(Nib nib, String from) throws IOException {
        try (Socket socket = Visits.connect(from, "127.0.0.1", nib.port("web"))) {
            socket.getOutputStream().write("GET /name HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return in.read() >= 0;
        } catch (java.net.SocketException e) {
            return false; // what was sent was not read
        }
    }

    private static boolean isAnswered(Nib nib, String from) throws IOException {
        try (DatagramSocket client = Answerer.client(from)) {
            client.setSoTimeout(500);
            InetSocketAddress dns = new InetSocketAddress(InetAddress.getLoopbackAddress(), nib.port("dns"));
            return Answerer.ask(client, dns, Answerer.number(2)).length == 4;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Test
    void countriesDecideForStreamsAndDatagrams() throws Exception {
        database("DE", "FR");
        Nib nib = house(open.keep(Nginx.start(folder, "web", "127.0.0.1")), open.keep(Answerer.at("127.0.0.1")));
        for (String let : List.of(GERMAN, UNKNOWN)) {
            assertTrue(isServed(nib, let), let);
            assertTrue(isAnswered(nib, let), let);
        }
        assertFalse(isServed(nib, FRENCH));
        assertFalse(isAnswered(nib, FRENCH));
        Run curl = Run.of(
                Path.of("/usr/bin/curl"),
                "-sS",
                "--interface",
                FRENCH,
                "http://127.0.0.1:" + nib.port("web") + "/name");
        assertNotEquals(0, curl.status(), "curl comes from there, too");
        Run told = nib.ctl("explain", FRENCH, "--listener", "dns");
        assertTrue(told.out().contains("guard acl sends it away"), told.out());
        assertTrue(Deadline.usual()
                .until(() -> Files.readString(folder.resolve("access.log")).contains("\"end\":\"denied\"")));
        String counters = nib.ctl("counters", "--reset").out();
        assertTrue(counters.matches("(?s).*web +geoip +turned-away +2\\b.*"), counters);
        assertTrue(counters.matches("(?s).*dns +acl +turned-away +[1-9].*"), counters);
        assertTrue(nib.ctl("counters").out().matches("(?s).*web +geoip +turned-away +0\\b.*"));
        Run why = nib.ctl("why", "1");
        assertEquals(0, why.status(), why.err());
        assertTrue(why.out().contains("country DE"), why.out());
    }

    /** Clients keep coming while countries change places; from the acknowledgement on, all are judged by the new one. */
    @Test
    void aDatabaseIsReplacedUnderLoad() throws Exception {
        database("DE", "FR");
        Nib nib = house(open.keep(Nginx.start(folder, "web", "127.0.0.1")), open.keep(Answerer.at("127.0.0.1")));
        AtomicLong changed = new AtomicLong(Long.MAX_VALUE);
        AtomicLong visits = new AtomicLong();
        AtomicLong after = new AtomicLong();
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        List<Thread> crowd = new ArrayList<>();
        for (String from : List.of(GERMAN, FRENCH, GERMAN, FRENCH)) {
            crowd.add(Thread.ofPlatform().start(() -> {
                while (after.get() < 400 && wrong.isEmpty()) {
                    long begun = System.nanoTime();
                    try {
                        boolean served = isServed(nib, from);
                        visits.incrementAndGet();
                        if (begun - changed.get() > 0 && changed.get() != Long.MAX_VALUE) {
                            after.incrementAndGet();
                            if (served != from.equals(FRENCH)) {
                                wrong.add(from + " was " + (served ? "served" : "refused") + " by the old database");
                            }
                        }
                    } catch (IOException e) {
                        wrong.add(from + ": " + e);
                    }
                }
            }));
        }
        assertTrue(Deadline.usual().until(() -> visits.get() > 200 || !wrong.isEmpty()));
        database("FR", "DE");
        assertEquals(0, nib.ctl("reload").status());
        changed.set(System.nanoTime());
        for (Thread one : crowd) {
            one.join();
        }
        assertEquals(List.of(), List.copyOf(wrong));
    }
}
