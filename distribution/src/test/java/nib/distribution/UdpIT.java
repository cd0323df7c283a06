package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Datagrams through real sockets, on both engines. */
@ParameterizedClass
@ValueSource(strings = {"mmsg", "udp"})
class UdpIT {
    private static final int[] SIZES = {0, 1, 512, 1200, 1472, 8192, 65_507};

    /** Few enough for the receive buffers that every system allows. */
    private static final int BURST = 6;

    @Parameter
    private String engine;

    @TempDir
    Path folder;

    private final Belongings open = new Belongings();

    @AfterEach
    void end() throws Exception {
        open.close();
    }

    private <T extends AutoCloseable> T keep(T one) {
        return open.keep(one);
    }

    private String yaml(String bind, String listener, Answerer... servers) {
        List<String> addresses = new ArrayList<>();
        for (Answerer server : servers) {
            addresses.add('"' + server.address() + '"');
        }
        return """
                listeners:
                  dns: { bind: "udp://%s", pool: app, engine: %s, %s }
                pools:
                  app: { policy: round-robin, servers: %s }
                """.formatted(bind, engine, listener, addresses);
    }

    private Nib run(String bind, String listener, Answerer... servers) throws IOException {
        return keep(Nib.run(folder, yaml(bind, listener, servers)));
    }

    private static InetSocketAddress at(String host, Nib nib) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(host), nib.port("dns"));
    }

    private static void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, what);
            Thread.onSpinWait();
        }
    }

    @Test
    void handsDatagramsOfEverySizeOnAsTheyAre() throws Exception {
        Nib nib = run("127.0.0.1:0", "max: 100", keep(Answerer.at("127.0.0.1")));
        DatagramSocket client = keep(Answerer.client("127.0.0.1"));
        for (int size : SIZES) {
            byte[] bytes = Visits.ledger(size, size);
            assertArrayEquals(bytes, Answerer.ask(client, at("127.0.0.1", nib), bytes), () -> "of " + size);
        }
    }

    @Test
    void keepsTheOrderOfASessionAndMixesNoTwo() throws Exception {
        Nib nib = run("127.0.0.1:0", "max: 100", keep(Answerer.at("127.0.0.1")), keep(Answerer.at("127.0.0.1")));
        List<DatagramSocket> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            clients.add(keep(Answerer.client("127.0.0.1")));
        }
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i < clients.size(); i++) {
                for (int burst = 0; burst < 4; burst++) {
                    Answerer.send(clients.get(i), at("127.0.0.1", nib), Answerer.number(i * 1000 + round * 4 + burst));
                }
            }
            for (int i = 0; i < clients.size(); i++) {
                for (int burst = 0; burst < 4; burst++) {
                    assertArrayEquals(
                            Answerer.number(i * 1000 + round * 4 + burst),
                            Answerer.receive(clients.get(i), at("127.0.0.1", nib)));
                }
            }
        }
    }

    /** QUIC's sizes, and some that do not fit a frame, over a cable: several of a length may be joined on their way. */
    @Test
    void burstsOverACableArriveAsTheyAre() throws Exception {
        Space space = keep(Space.open());
        Answerer server = keep(Answerer.at(Space.HERE));
        keep(Nib.run(folder, yaml(Space.THERE + ":5353", "max: 100", server), space.inside()));
        InetSocketAddress to = new InetSocketAddress(InetAddress.getByName(Space.THERE), 5353);
        DatagramSocket client = keep(Answerer.client(Space.HERE));
        assertEquals(1, Answerer.ask(client, to, new byte[1]).length);
        for (int size : new int[] {1200, 8192, 1200, 1472, 300}) {
            int last = size > 1472 ? size - 1 : 10; // whole frames overtake those that are put together again
            for (int i = 0; i < BURST; i++) {
                Answerer.send(client, to, Visits.ledger(i, i == BURST - 1 ? last : size));
            }
            for (int i = 0; i < BURST; i++) {
                byte[] sent = Visits.ledger(i, i == BURST - 1 ? last : size);
                assertArrayEquals(sent, Answerer.receive(client, to), "of " + size);
            }
        }
    }

    /** A file in blocks as TFTP sends it, each when the one before is acknowledged (RFC 1350, section 2). */
    @Test
    void blocksAndTheirAcknowledgementsStayAtOneServer() throws Exception {
        Answerer[] servers = {keep(Answerer.at("127.0.0.1")), keep(Answerer.at("127.0.0.1"))};
        Nib nib = run("127.0.0.1:0", "max: 100", servers);
        for (int i = 0; i < 4; i++) {
            DatagramSocket client = keep(Answerer.client("127.0.0.1"));
            for (int block = 0; block < 100; block++) {
                assertEquals(516, Answerer.ask(client, at("127.0.0.1", nib), new byte[516]).length);
            }
        }
        for (Answerer server : servers) {
            assertEquals(200, server.received.get());
            assertEquals(2, server.clients.stream().distinct().count());
        }
    }

    @Test
    void listensOnOneAddressOfIpv6() throws Exception {
        Nib nib = run("[::1]:0", "max: 100", keep(Answerer.at("::1")), keep(Answerer.at("127.0.0.1")));
        for (int i = 0; i < 2; i++) {
            DatagramSocket client = keep(Answerer.client("::1"));
            assertArrayEquals(Answerer.number(i), Answerer.ask(client, at("::1", nib), Answerer.number(i)));
        }
    }

    /** What follows the datagram by which a failure is seen is not lost. */
    @Test
    void aBurstAfterAServerHasGoneReachesAnother() throws Exception {
        Answerer first = keep(Answerer.at("127.0.0.1"));
        Answerer second = keep(Answerer.at("127.0.0.1"));
        Nib nib = run("127.0.0.1:0", "max: 100", first, second);
        DatagramSocket client = keep(Answerer.client("127.0.0.1"));
        assertArrayEquals(Answerer.number(0), Answerer.ask(client, at("127.0.0.1", nib), Answerer.number(0)));
        Answerer gone = first.received.get() == 1 ? first : second;
        gone.close();
        for (int size = 1; size < 12; size++) { // growing, so that no two are joined
            Answerer.send(client, at("127.0.0.1", nib), Visits.ledger(size, size));
        }
        for (int size = 2; size < 12; size++) { // the first is lost: nobody knew, and what was answered is not kept
            assertArrayEquals(Visits.ledger(size, size), Answerer.receive(client, at("127.0.0.1", nib)));
        }
    }

    @Test
    void answersFromTheAddressThatTheClientWroteTo() throws Exception {
        Nib nib = run("[::]:0", "max: 100", keep(Answerer.at("127.0.0.1")));
        for (String host : List.of("127.0.0.1", "::1", own())) {
            DatagramSocket client = keep(Answerer.client(host));
            byte[] bytes = Visits.ledger(1, 100);
            assertArrayEquals(bytes, Answerer.ask(client, at(host, nib), bytes));
        }
    }

    /** An address of this machine that is not the loopback's, or that again if it has no other. */
    private static String own() throws IOException {
        return java.net.NetworkInterface.networkInterfaces()
                .flatMap(java.net.NetworkInterface::inetAddresses)
                .filter(address -> address instanceof java.net.Inet4Address && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst()
                .orElse("127.0.0.1");
    }

    @Test
    void crossesFromOneFamilyToTheOther() throws Exception {
        Nib nib = run("127.0.0.1:0", "max: 100", keep(Answerer.at("::1")));
        DatagramSocket client = keep(Answerer.client("127.0.0.1"));
        assertEquals(100, Answerer.ask(client, at("127.0.0.1", nib), new byte[100]).length);
    }

    @Test
    void movesASessionAwayFromAnUnreachablePortUnseen() throws Exception {
        Answerer first = keep(Answerer.at("127.0.0.1"));
        Answerer second = keep(Answerer.at("127.0.0.1"));
        first.close();
        Nib nib = run("127.0.0.1:0", "max: 100", first, second);
        DatagramSocket client = keep(Answerer.client("127.0.0.1"));
        for (int i = 0; i < 4; i++) {
            assertArrayEquals(Answerer.number(i), Answerer.ask(client, at("127.0.0.1", nib), Answerer.number(i)));
        }
        assertEquals(4, second.received.get());
    }

    @Test
    void comesBackWhenAllWereDownAndOneIsBack() throws Exception {
        Answerer first = keep(Answerer.at("127.0.0.1"));
        first.close();
        Nib nib = run("127.0.0.1:0", "max: 100", first);
        DatagramSocket client = keep(Answerer.client("127.0.0.1"));
        client.setSoTimeout(300);
        assertThrows(
                SocketTimeoutException.class, () -> Answerer.ask(client, at("127.0.0.1", nib), Answerer.number(1)));
        keep(Answerer.at("127.0.0.1", first.port()));
        await(() -> answers(client, nib), "it never came back");
    }

    private static boolean answers(DatagramSocket client, Nib nib) {
        try {
            return Answerer.ask(client, at("127.0.0.1", nib), Answerer.number(2)).length == 4;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void letsNothingFromAServerToAClientWhoseSessionIsOver() throws Exception {
        Answerer server = keep(Answerer.at("127.0.0.1"));
        Nib nib = run("127.0.0.1:0", "datagrams: { responses: 1 }", server);
        DatagramSocket client = keep(Answerer.client("127.0.0.1"));
        assertEquals(4, Answerer.ask(client, at("127.0.0.1", nib), Answerer.number(1)).length);
        server.send(server.clients.getFirst(), Answerer.number(7));
        client.setSoTimeout(300);
        assertThrows(SocketTimeoutException.class, () -> Answerer.receive(client, at("127.0.0.1", nib)));
    }

    @Test
    void balancesEveryDatagramByItself() throws Exception {
        Answerer[] servers = {
            keep(Answerer.silent("127.0.0.1")), keep(Answerer.silent("127.0.0.1")), keep(Answerer.silent("127.0.0.1"))
        };
        Nib nib = run("127.0.0.1:0", "datagrams: { mode: datagram }", servers);
        DatagramSocket client = keep(Answerer.client("127.0.0.1"));
        for (int i = 0; i < 300; i++) {
            Answerer.send(client, at("127.0.0.1", nib), Answerer.number(i));
        }
        for (Answerer server : servers) {
            await(() -> server.received.get() == 100, "not even");
        }
    }

    @Test
    void spreadsTheLinesOfLogger() throws Exception {
        Answerer[] servers = {keep(Answerer.silent("127.0.0.1")), keep(Answerer.silent("127.0.0.1"))};
        Nib nib = run("127.0.0.1:0", "datagrams: { mode: datagram }", servers);
        for (int i = 0; i < 6; i++) {
            Run run = Run.of(
                    Path.of("logger"), "-n", "127.0.0.1", "-P", String.valueOf(nib.port("dns")), "-d", "line " + i);
            assertEquals(0, run.status(), run.err());
        }
        for (Answerer server : servers) {
            await(() -> server.received.get() == 3, "not even");
        }
    }

    @Test
    void keepsSessionsThroughAReload() throws Exception {
        Answerer first = keep(Answerer.at("127.0.0.1"));
        Answerer second = keep(Answerer.at("127.0.0.1"));
        Nib nib = run("127.0.0.1:0", "max: 100", first, second);
        DatagramSocket client = keep(Answerer.client("127.0.0.1"));
        Answerer.ask(client, at("127.0.0.1", nib), Answerer.number(1));
        assertTrue(nib.reload(yaml("127.0.0.1:0", "max: 90", first, second)));
        Answerer.ask(client, at("127.0.0.1", nib), Answerer.number(2));
        Answerer.ask(client, at("127.0.0.1", nib), Answerer.number(3));
        assertEquals(0, Math.min(first.received.get(), second.received.get()));
    }

    /** Forged senders: many addresses of the loopback that ask once, and are answered. */
    @Test
    void keepsThoseWhoTalkWhenStrangersFillTheTable() throws Exception {
        Nib nib = run("127.0.0.1:0", "max: 500, datagrams: { idle: 2s }", keep(Answerer.at("127.0.0.1")));
        InetSocketAddress to = at("127.0.0.1", nib);
        long before = nib.descriptors();
        List<DatagramSocket> living = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            living.add(keep(Answerer.client("127.0.0.1")));
        }
        Map<Integer, Integer> lost = new HashMap<>();
        int asked = 0;
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < living.size(); i++) {
                DatagramSocket client = living.get(i);
                client.setSoTimeout(1000);
                asked++;
                try {
                    Answerer.ask(client, to, Answerer.number(round));
                } catch (SocketTimeoutException e) {
                    lost.merge(i, 1, Integer::sum);
                }
            }
            for (int i = 0; i < 200; i++) {
                int number = round * 200 + i;
                try (DatagramSocket stranger = Answerer.client("127.7." + number / 250 + "." + (1 + number % 250))) {
                    Answerer.send(stranger, to, Answerer.number(1));
                }
            }
        }
        int all = lost.values().stream().mapToInt(Integer::intValue).sum();
        int total = asked;
        assertTrue(all <= total / 1000, () -> all + " of " + total + " lost");
        // NIO gives the descriptor of a closed channel back when it selects next, which is after a turn of 64.
        long now = nib.descriptors();
        assertTrue(now <= before + 500 + 2 * 64, () -> "descriptors: " + now + ", before: " + before);
        await(() -> nib.descriptors() <= before + 5, "sessions stay");
    }

    @Test
    void aPortThatSomebodyHasIsRefused() throws Exception {
        Answerer server = keep(Answerer.at("127.0.0.1"));
        Run run = Run.of(
                Path.of("timeout"),
                "20",
                Image.STANDARD.command().toString(),
                "run",
                file(server),
                "--control",
                folder.resolve("other").toString());
        assertTrue(run.status() != 0 && run.err().contains("in use"), run.out() + run.err());
    }

    private String file(Answerer server) throws IOException {
        Path file = folder.resolve("taken.yaml");
        java.nio.file.Files.writeString(file, yaml("127.0.0.1:" + server.port(), "max: 10", server));
        return file.toString();
    }
}
