package nib.epoll;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import nib.api.Address;
import nib.api.Client;
import nib.api.End;
import nib.spi.Opening;
import nib.testkit.Deadline;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** First bytes of clients, and first bytes to servers. */
@Timeout(60)
class OpeningTest {
    private static final String SPOKEN = "NIB x\nhello";

    /** "NIB " and a word and a line feed, which are consumed. */
    private static final class Line implements Opening {
        volatile int asked;

        @Override
        public int most() {
            return 70_000 / 2;
        }

        @Override
        public Answer read(ByteBuffer first, boolean whole, Client client) {
            Answer answer = answer(first, client);
            asked = first.remaining();
            return whole && answer instanceof More ? new Bad("cut short") : answer;
        }

        private static Answer answer(ByteBuffer first, Client client) {
            byte[] bytes = new byte[first.remaining()];
            first.duplicate().get(bytes);
            String text = new String(bytes, US_ASCII);
            if (!text.startsWith("NIB ".substring(0, Math.min(4, text.length())))) {
                return new Bad("no line");
            }
            if (text.contains("throw")) {
                throw new IllegalStateException("\u001b[31mas told");
            }
            int end = text.indexOf('\n');
            Address seen = Address.parse("192.0.2.7:99");
            return end < 0 ? new More(bytes.length + 1) : new Done(end + 1, client.seenAs(seen, client.local()), null);
        }

        @Override
        public Answer silence(ByteBuffer first, Client client) {
            return first.hasRemaining() ? new Bad("half a line") : new Done(0, client, null);
        }
    }

    private static void say(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static String hear(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), US_ASCII);
    }

    @Test
    void isUnderstoodHoweverItIsCut() throws Exception {
        for (int cut = 1; cut < SPOKEN.length(); cut++) {
            Line line = new Line();
            try (Street street = new Street(line).carry()) {
                Socket client = street.client();
                say(client, SPOKEN.substring(0, cut));
                int length = cut;
                assertTrue(Deadline.usual().until(() -> line.asked == length), () -> "asked about " + line.asked);
                say(client, SPOKEN.substring(cut));
                client.shutdownOutput();
                Socket served = street.served();
                assertEquals("hello", new String(served.getInputStream().readAllBytes(), US_ASCII));
                served.close();
                assertEquals(
                        "192.0.2.7:99", street.desk.visit(0).client.address().toString());
                assertEquals(End.CLIENT_CLOSED, street.desk.visit(0).ended());
                assertEquals(5, street.desk.visit(0).sent.get());
            }
        }
    }

    /** All of it, and more than a buffer behind it, with the end, before anybody looks. */
    @Test
    void isUnderstoodWithEverythingBehindIt() throws Exception {
        byte[] all = new byte[100_000];
        Arrays.fill(all, (byte) 'z');
        System.arraycopy("NIB x\n".getBytes(US_ASCII), 0, all, 0, 6);
        try (Street street = new Street(new Line())) {
            street.desk.preamble = "P".getBytes(US_ASCII);
            Socket client = street.client();
            client.getOutputStream().write(all);
            client.close();
            street.carry();
            byte[] expected = Arrays.copyOfRange(all, 5, all.length);
            expected[0] = 'P';
            assertArrayEquals(expected, street.served().getInputStream().readAllBytes());
        }
    }

    @Test
    void whoSaysNothingIsServedByAServerThatSpeaksFirst() throws Exception {
        try (Street street = new Street(new Line()).carry()) {
            Socket client = street.client();
            street.desk.visit(0);
            street.advance(Duration.ofSeconds(9));
            assertEquals(false, street.desk.visit(0).answered);
            street.advance(Duration.ofSeconds(2));
            Socket served = street.served();
            say(served, "220 ready");
            assertEquals("220 ready", hear(client, 9));
            say(client, "HELO");
            assertEquals("HELO", hear(served, 4));
        }
    }

    @Test
    void whoSaysHalfOfItIsLetGoAtTheEndOfItsTime() throws Exception {
        Line line = new Line();
        try (Street street = new Street(line).carry()) {
            Socket client = street.client();
            say(client, "NIB");
            assertTrue(Deadline.usual().until(() -> line.asked == 3));
            street.advance(Duration.ofSeconds(11));
            assertEquals(-1, client.getInputStream().read());
            assertEquals(End.HANDSHAKE, street.desk.visit(0).ended());
            assertEquals("half a line", street.desk.visit(0).reason);
        }
    }

    private static Reception.Visit said(Street street, String text) throws IOException {
        int number = street.desk.visits.size();
        Socket client = street.client();
        say(client, text);
        client.shutdownOutput();
        street.carry();
        Reception.Visit visit = street.desk.visit(number);
        visit.ended();
        return visit;
    }

    @Test
    void whatMustNotComeEndsTheConnection() throws Exception {
        try (Street street = new Street(new Line())) {
            assertEquals(End.MALFORMED, said(street, "GET /").end);
            assertEquals(End.MALFORMED, said(street, "NIB").end);
            assertEquals(End.CLIENT_CLOSED, said(street, "").end);
            Reception.Visit broken = said(street, "NIB throw\n");
            assertEquals(End.PLUGIN_ERROR, broken.end);
            assertTrue(broken.reason.indexOf(0x1b) < 0, broken.reason);
        }
    }

    @Test
    void aClientThatCutsWhileItIsHeardIsNoted() throws Exception {
        Line line = new Line();
        try (Street street = new Street(line).carry()) {
            Socket client = street.client();
            say(client, "NIB");
            assertTrue(Deadline.usual().until(() -> line.asked == 3));
            client.setSoLinger(true, 0);
            client.close();
            assertEquals(End.CLIENT_RESET, street.desk.visit(0).ended());
        }
    }

    /** Preamble and what was heard go to the server that answers, also if it is not the first. */
    @Test
    void anotherServerIsSentTheSame() throws Exception {
        try (EchoServer no = EchoServer.start("no");
                Street street = new Street(new Line(), no.address())) {
            no.refuse();
            street.desk.preamble = "PROXY;".getBytes(US_ASCII);
            street.carry();
            Socket client = street.client();
            say(client, SPOKEN);
            assertEquals("PROXY;hello", hear(street.served(), 11));
            assertEquals(1, street.desk.blamed.size());
        }
    }
}
