package nib.epoll;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.Random;
import nib.api.End;
import nib.spi.Forwarder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How connections end; both ends are real sockets. */
@Timeout(60)
class CloseTest {
    private static byte[] some(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static String read(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static Thread writer(Socket socket, byte[] bytes) {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                socket.getOutputStream().write(bytes);
                socket.shutdownOutput();
            } catch (IOException e) {
                // whoever reads finds out
            }
        });
    }

    @Test
    void theClientEndsFirst() throws Exception {
        try (Street street = new Street().carry()) {
            Socket client = street.client();
            Socket served = street.served();
            write(client, "question");
            client.shutdownOutput();
            assertEquals("question", read(served));
            write(served, "answer");
            served.close();
            assertEquals("answer", read(client));
            Reception.Visit visit = street.desk.visit(0);
            assertEquals(End.CLIENT_CLOSED, visit.ended());
            assertEquals(8, visit.sent.get());
            assertEquals(6, visit.received.get());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CLIENT", "SERVER", "BOTH"})
    void oneEndIsTheEndOfBothOnceEverythingWasPassedOn(Forwarder.FastClose fast) throws Exception {
        try (Street street = new Street().carry(fast)) {
            Socket client = street.client();
            Socket served = street.served();
            Socket first = fast.client() ? client : served;
            Socket other = fast.client() ? served : client;
            byte[] much = some(3_000_000);
            Thread writer = writer(first, much);
            assertArrayEquals(much, other.getInputStream().readAllBytes());
            writer.join();
            assertEquals(-1, first.getInputStream().read(), "the other has not ended, and yet");
            assertEquals(
                    fast.client() ? End.CLIENT_CLOSED : End.SERVER_CLOSED,
                    street.desk.visit(0).ended());
        }
    }

    @Test
    void withoutItsOwnEndNothingIsOver() throws Exception {
        try (Street street = new Street().carry(Forwarder.FastClose.SERVER)) {
            Socket client = street.client();
            Socket served = street.served();
            client.shutdownOutput();
            assertEquals("", read(served));
            write(served, "answer");
            served.close();
            assertEquals("answer", read(client));
        }
    }

    @Test
    void theServerEndsFirst() throws Exception {
        try (Street street = new Street().carry()) {
            Socket client = street.client();
            Socket served = street.served();
            write(served, "greeting");
            served.shutdownOutput();
            assertEquals("greeting", read(client));
            write(client, "thanks");
            client.close();
            assertEquals("thanks", read(served));
            assertEquals(End.SERVER_CLOSED, street.desk.visit(0).ended());
        }
    }

    /** It all waits in the queue before anybody looks. */
    @Test
    void bytesAndEndAndHangUpInOneWakeUpLoseNothing() throws Exception {
        try (Street street = new Street()) {
            byte[] much = some(200_000);
            Socket client = street.client();
            client.getOutputStream().write(much);
            client.close();
            street.carry();
            Socket served = street.served();
            assertArrayEquals(much, served.getInputStream().readAllBytes());
            served.close();
            assertEquals(End.CLIENT_CLOSED, street.desk.visit(0).ended());
        }
    }

    /** A read stops at the place of urgent data; the end that was announced comes later still. */
    @Test
    void urgentDataDoNotHideWhatFollows() throws Exception {
        try (Street street = new Street()) {
            Socket client = street.client();
            write(client, "before");
            client.sendUrgentData('!');
            write(client, "after");
            client.shutdownOutput();
            street.carry();
            Socket served = street.served();
            assertEquals("beforeafter", read(served));
        }
    }

    @Test
    void urgentDataInTheMiddleDoNotStopTheStream() throws Exception {
        try (Street street = new Street().carry()) {
            Socket client = street.client();
            Socket served = street.served();
            for (int i = 0; i < 50; i++) {
                write(client, "abc");
                client.sendUrgentData('!');
                write(client, "defg");
                assertEquals("abcdefg", new String(served.getInputStream().readNBytes(7), US_ASCII));
            }
        }
    }

    /** Also where a stream has long gone through a pipe: splice(2) stops at the urgent byte, and says 0 in front of it. */
    @Test
    void urgentDataInTheMidstOfALongStreamLoseNothingElse() throws Exception {
        byte[] much = some(3 << 20);
        try (Street street = new Street().carry()) {
            for (int i = 0; i < 10; i++) {
                Socket client = street.client();
                Socket served = street.served();
                Thread writing = Thread.ofPlatform().daemon().start(() -> {
                    try {
                        client.getOutputStream().write(much);
                        client.sendUrgentData('!'); // only one: the next would make it an ordinary byte, tcp(7)
                        client.getOutputStream().write(much);
                        client.shutdownOutput();
                    } catch (IOException e) {
                        // whoever reads finds out
                    }
                });
                InputStream in = served.getInputStream();
                assertArrayEquals(much, in.readNBytes(much.length));
                assertArrayEquals(much, in.readNBytes(much.length));
                assertEquals(-1, in.read());
                writing.join();
                served.close();
            }
        }
    }

    @Test
    void aResetOfTheClientIsPassedOn() throws Exception {
        try (Street street = new Street().carry()) {
            Socket client = street.client();
            Socket served = street.served();
            write(client, "x");
            assertEquals('x', served.getInputStream().read());
            reset(client);
            assertThrows(SocketException.class, () -> read(served));
            assertEquals(End.CLIENT_RESET, street.desk.visit(0).ended());
        }
    }

    @Test
    void aResetOfTheServerIsPassedOn() throws Exception {
        try (Street street = new Street().carry()) {
            Socket client = street.client();
            Socket served = street.served();
            street.desk.visit(0).awaitAnswered(); // a reset before that would be a connect that failed
            reset(served);
            assertThrows(SocketException.class, () -> read(client));
            assertEquals(End.SERVER_RESET, street.desk.visit(0).ended());
        }
    }

    /** Whoever closes with something unread resets, also behind its end. */
    @Test
    void anEndAndThenAResetIsPassedOnAsBoth() throws Exception {
        try (Street street = new Street().carry()) {
            Socket client = street.client();
            Socket served = street.served();
            client.shutdownOutput();
            assertEquals("", read(served));
            write(served, "never read");
            assertTrue(nib.testkit.Deadline.usual().until(() -> available(client) > 0));
            client.close();
            assertEquals(End.CLIENT_RESET, street.desk.visit(0).ended());
            assertThrows(SocketException.class, () -> served.getOutputStream().write(new byte[1 << 20]));
        }
    }

    private static int available(Socket socket) {
        try {
            return socket.getInputStream().available();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void aResetInMidTransferEndsBoth() throws Exception {
        try (Street street = new Street().carry()) {
            Socket client = street.client();
            Socket served = street.served();
            Thread writer = writer(served, new byte[64 << 20]);
            assertTrue(client.getInputStream().read() >= 0);
            reset(client);
            writer.join();
            street.desk.visit(0).ended();
        }
    }

    /** The client has filled everything and is gone; a server that reads nothing must not hold it for the idle time. */
    @Test
    void aResetBehindAServerThatDoesNotReadIsFoundAfterTheHalfClosedTime() throws Exception {
        try (Street street = new Street().carry()) {
            Socket client = street.client();
            street.served();
            Thread writer = writer(client, new byte[64 << 20]);
            awaitStuck(writer);
            reset(client);
            writer.join();
            Reception.Visit visit = street.desk.visit(0);
            long limit = System.nanoTime() + nib.testkit.Deadline.patience().toNanos();
            while (visit.end == null && System.nanoTime() - limit < 0) {
                street.advance(java.time.Duration.ofSeconds(31));
                Thread.onSpinWait();
            }
            assertTrue(visit.ended() == End.HALF_CLOSED || visit.ended() == End.CLIENT_RESET, visit.end + "");
        }
    }

    /** A blocked write stays a write: nothing moves for a while. */
    private static void awaitStuck(Thread writer) throws InterruptedException {
        writer.join(300);
        assertTrue(writer.isAlive(), "it must not be possible to write everything");
    }

    /** Much both ways, to readers that begin late; meanwhile another client is served. */
    @Test
    void aSlowReaderGetsEverythingAndHoldsUpNobody() throws Exception {
        byte[] much = some(64 << 20);
        try (Street street = new Street().carry()) {
            Socket client = street.client();
            Socket served = street.served();
            Thread there = writer(client, much);
            Thread back = writer(served, much);
            awaitStuck(there);
            awaitStuck(back);
            Socket other = street.client();
            Socket otherServed = street.served();
            write(other, "quick");
            other.shutdownOutput();
            assertEquals("quick", read(otherServed));
            assertArrayEquals(much, served.getInputStream().readAllBytes());
            assertArrayEquals(much, client.getInputStream().readAllBytes());
            there.join();
            back.join();
            Reception.Visit visit = street.desk.visit(0);
            visit.ended();
            assertEquals(much.length, visit.sent.get());
            assertEquals(much.length, visit.received.get());
        }
    }

    /** The server has answered and gone; what the client still sends is dropped, and its end is an end. */
    @Test
    void aServerThatHasGoneDoesNotSpoilTheAnswer() throws Exception {
        try (Street street = new Street().carry()) {
            Socket client = street.client();
            Socket served = street.served();
            write(served, "answer");
            served.close();
            assertEquals("answer", read(client));
            for (int i = 0; i < 20; i++) {
                client.getOutputStream().write(new byte[100_000]);
            }
            client.shutdownOutput();
            assertEquals(End.SERVER_CLOSED, street.desk.visit(0).ended());
        }
    }

    @Test
    void aCommandCutsBoth() throws Exception {
        try (Street street = new Street().carry()) {
            Socket client = street.client();
            Socket served = street.served();
            Reception.Visit visit = street.desk.visit(0);
            visit.awaitAnswered();
            visit.carrier.cut(visit);
            assertThrows(SocketException.class, () -> read(client));
            assertThrows(SocketException.class, () -> read(served));
            assertEquals(End.CUT, visit.ended());
            visit.carrier.cut(visit);
        }
    }
}
