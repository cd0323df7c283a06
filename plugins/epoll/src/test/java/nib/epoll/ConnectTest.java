package nib.epoll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import nib.api.Address;
import nib.api.End;
import nib.api.Verdict;
import nib.spi.Decision;
import nib.testkit.BlackHole;
import nib.testkit.Deadline;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a server is reached, or another one, or none. */
@Timeout(60)
class ConnectTest {
    private static final String WORDS = "failover";

    private static void exchange(Street street) throws IOException {
        Socket client = street.client();
        Socket served = street.served();
        client.getOutputStream().write(WORDS.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        client.shutdownOutput();
        assertEquals(
                WORDS, new String(served.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII));
        served.close();
        assertEquals(-1, client.getInputStream().read());
    }

    private static EchoServer refusing() throws IOException {
        EchoServer server = EchoServer.start("no");
        server.refuse();
        return server;
    }

    @Test
    void anotherIsAskedWhenOneRefuses() throws Exception {
        try (EchoServer no = refusing();
                Street street = new Street(null, no.address(), no.address()).carry()) {
            exchange(street);
            assertEquals(End.CLIENT_CLOSED, street.desk.visit(0).ended());
            String refused = "SERVER: " + no.address() + " refused the connection";
            assertEquals(List.of(refused, refused), street.desk.blamed);
        }
    }

    @Test
    void anotherIsAskedWhenOneDoesNotAnswerInTime() throws Exception {
        try (BlackHole hole = BlackHole.open();
                Street street = new Street(null, hole.address()).carry()) {
            Socket client = street.client();
            street.desk.visit(0);
            street.advance(Duration.ofMillis(4900));
            assertEquals(List.of(), street.desk.blamed);
            street.advance(Duration.ofMillis(200));
            Socket served = street.served();
            assertEquals(List.of("SERVER: " + hole.address() + " did not answer within 5000 ms"), street.desk.blamed);
            served.getOutputStream().write(1);
            assertEquals(1, client.getInputStream().read());
        }
    }

    @Test
    void aClientForWhomNobodyIsLeftSeesAnEndAlsoIfItHasSpoken() throws Exception {
        try (EchoServer no = refusing();
                Street street = new Street(null, no.address())) {
            street.server.close();
            Socket client = street.client();
            client.getOutputStream().write(new byte[10_000]);
            street.carry();
            assertEquals(-1, client.getInputStream().read());
            assertEquals(End.NO_SERVER, street.desk.visit(0).ended());
            assertEquals(2, street.desk.blamed.size());
        }
    }

    @Test
    void aSourceThatIsNotOursIsNoFaultOfTheServer() throws Exception {
        try (Street street = new Street()) {
            street.desk.source = Address.parse("192.0.2.1:0");
            street.carry();
            Socket client = street.client();
            assertEquals(-1, client.getInputStream().read());
            assertEquals(1, street.desk.blamed.size());
            assertTrue(street.desk.blamed.getFirst().startsWith("LOCAL: "), street.desk.blamed.getFirst());
        }
    }

    @Test
    void theSourceIsUsed() throws Exception {
        try (Street street = new Street()) {
            street.desk.source = Address.parse("127.0.0.9:0");
            street.carry();
            street.client();
            assertEquals("127.0.0.9", street.served().getInetAddress().getHostAddress());
        }
    }

    private static Decision denied(Verdict.How how) {
        return new Decision.Denied(new Verdict.Deny(how, "by the test"));
    }

    @Test
    void whoIsDeniedSeesAnEnd() throws Exception {
        try (Street street = new Street()) {
            street.desk.refusal = denied(Verdict.How.DENY);
            Socket client = street.client();
            client.getOutputStream().write(7);
            street.carry();
            assertEquals(-1, client.getInputStream().read());
            assertEquals(End.DENIED, street.desk.visit(0).ended());
        }
    }

    @Test
    void whoIsDroppedHearsNothingWhereThatIsAllowed() throws Exception {
        try (Street street = new Street()) {
            street.desk.refusal = denied(Verdict.How.DROP);
            Socket client = street.client();
            street.carry();
            assertEquals(End.DENIED, street.desk.visit(0).ended());
            client.setSoTimeout(200);
            Class<? extends IOException> hears = "root".equals(System.getProperty("user.name"))
                    ? SocketTimeoutException.class
                    : SocketException.class;
            assertThrows(hears, () -> client.getInputStream().read());
        }
    }

    /** It may send as much as it likes: nobody reads, others are served, and its time ends. */
    @Test
    void aTalkerInTheTarpitHoldsUpNobody() throws Exception {
        try (Street street = new Street()) {
            street.desk.refusal = denied(Verdict.How.TARPIT);
            street.carry();
            Socket client = street.client();
            Reception.Visit held = street.desk.visit(0);
            Thread talker = Thread.ofPlatform().daemon().start(() -> {
                try {
                    client.getOutputStream().write(new byte[64 << 20]);
                } catch (IOException e) {
                    // cut, as it should be
                }
            });
            street.desk.refusal = null;
            exchange(street);
            street.advance(Duration.ofSeconds(29));
            exchange(street);
            assertEquals(null, held.end);
            street.advance(Duration.ofSeconds(2));
            assertEquals(End.DENIED, held.ended());
            talker.join();
        }
    }

    @Test
    void whoLeavesTheTarpitIsForgottenAtOnce() throws Exception {
        try (Street street = new Street()) {
            street.desk.refusal = denied(Verdict.How.TARPIT);
            street.carry();
            Socket client = street.client();
            client.getOutputStream().write(1);
            Reception.Visit held = street.desk.visit(0);
            client.close();
            assertEquals(End.DENIED, held.ended());
        }
    }

    @Test
    void silenceEndsAConnectionAndTrafficDoesNotLetItEnd() throws Exception {
        try (Street street = new Street().carry()) {
            Socket client = street.client();
            Socket served = street.served();
            Reception.Visit visit = street.desk.visit(0);
            for (int i = 0; i < 4; i++) {
                served.getOutputStream().write(i);
                assertEquals(i, client.getInputStream().read());
                street.advance(Duration.ofSeconds(340));
            }
            served.getOutputStream().write(9);
            assertEquals(9, client.getInputStream().read());
            assertEquals(null, visit.end);
            street.advance(Duration.ofSeconds(351));
            assertEquals(End.IDLE, visit.ended());
        }
    }

    @Test
    void afterOneEndSilenceMayBeShorter() throws Exception {
        try (Street street = new Street().carry()) {
            Socket client = street.client();
            Socket served = street.served();
            client.shutdownOutput();
            assertEquals(-1, served.getInputStream().read());
            street.advance(Duration.ofSeconds(61));
            assertEquals(End.HALF_CLOSED, street.desk.visit(0).ended());
        }
    }

    /** Whatever a desk throws costs one connection, and nothing stays open. */
    @Test
    void aDeskThatThrowsCostsOneConnectionOnly() throws Exception {
        try (EchoServer no = refusing();
                Street street = new Street(null, no.address()).carry()) {
            exchange(street);
            long before = Street.descriptors();
            for (Reception.Trap trap : Reception.Trap.values()) {
                street.desk.trap = trap;
                try (Socket client = visitor(street)) {
                    speak(client);
                    if (trap == Reception.Trap.END || trap == Reception.Trap.NONE) {
                        street.served().close();
                    } else if (trap == Reception.Trap.ANSWERED) {
                        street.served();
                    }
                    awaitEnd(client);
                }
            }
            street.desk.trap = Reception.Trap.NONE;
            exchange(street);
            assertTrue(Deadline.usual().until(() -> street.desk.places.get() == Integer.MAX_VALUE), "places");
            street.closeClients();
            assertTrue(Deadline.usual().until(() -> Street.descriptors() <= before), "descriptors");
        }
    }

    /** A client who may be cut before it knows that it is there; then nothing that it tries works. */
    private static Socket visitor(Street street) throws IOException {
        try {
            return street.client();
        } catch (ConnectException e) {
            throw e;
        } catch (SocketException e) {
            return new Socket();
        }
    }

    private static void speak(Socket client) {
        try {
            client.getOutputStream().write(1);
            client.shutdownOutput();
        } catch (IOException e) {
            // it has been cut already
        }
    }

    private static void awaitEnd(Socket client) {
        try {
            assertEquals(-1, client.getInputStream().read());
        } catch (IOException e) {
            assertTrue(!(e instanceof java.net.SocketTimeoutException), "it hangs");
        }
    }
}
