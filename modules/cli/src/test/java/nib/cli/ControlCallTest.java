package nib.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nib.testkit.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers may do to the control socket without harm to anybody else. */
class ControlCallTest {
    private static final Duration LISTENING = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock();
    private Running nib;

    @BeforeEach
    void start() throws IOException, Refusal {
        nib = Running.in(folder, clock);
    }

    @AfterEach
    void stop() throws IOException {
        nib.close();
    }

    private SocketChannel call() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(nib.control));
    }

    private String answer(byte[] sent) throws IOException {
        try (SocketChannel caller = call()) {
            caller.write(ByteBuffer.wrap(sent));
            return rest(caller);
        }
    }

    private static String rest(SocketChannel caller) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(1024);
        while (caller.read(piece.clear()) >= 0) {
            all.write(piece.array(), 0, piece.position());
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    @Test
    void peopleMaySeparateWordsBySpaces() throws IOException {
        assertEquals("{\"message\":\"app/a: drain\"}\n", answer(Running.line("drain  app/a ")));
        assertEquals("{\"message\":\"app/a: ready\"}\n", answer(Running.line("ready\tapp/a")));
    }

    @Test
    void theEndOfTheStreamEndsALineToo() throws IOException {
        try (SocketChannel caller = call()) {
            caller.write(ByteBuffer.wrap("ready app/a".getBytes(StandardCharsets.UTF_8)));
            caller.shutdownOutput();
            assertEquals("{\"message\":\"app/a: ready\"}\n", rest(caller));
        }
    }

    @Test
    void aLineMayComeInPieces() throws IOException {
        try (SocketChannel caller = call()) {
            for (byte one : Running.line("ready app/a")) {
                caller.write(ByteBuffer.wrap(new byte[] {one}));
            }
            assertEquals("{\"message\":\"app/a: ready\"}\n", rest(caller));
        }
    }

    @Test
    void aLineHasALimit() throws IOException {
        assertEquals(
                "{\"error\":\"a line has at most 4096 bytes\"}\n",
                answer("x".repeat(ControlCall.LONGEST + 1).getBytes(StandardCharsets.UTF_8)));
        assertTrue(answer(Running.line("drain " + "x".repeat(ControlCall.LONGEST - 6)))
                .startsWith("{\"error\":\"there is no server "));
    }

    @Test
    void controlCharactersAreRefused() throws IOException {
        assertEquals(
                "{\"error\":\"expected a line of words, found control characters\"}\n",
                answer(Running.line("drain app/\u001b[2J")));
    }

    @Test
    void anUnknownWordIsAnsweredWithTheNearest() throws IOException {
        assertEquals(
                "{\"error\":\"there is no command statsu; did you mean status?\"}\n", answer(Running.line("statsu")));
        assertEquals("{\"error\":\"expected: weight POOL/SERVER N\"}\n", answer(Running.line("weight app/a")));
        assertEquals("{\"error\":\"expected: stop, or stop now\"}\n", answer(Running.line("stop later")));
    }

    @Test
    void whoSaysNothingIsSentAwayAfterTwoSeconds() throws IOException {
        int before = clock.waiting();
        try (SocketChannel silent = call()) {
            clock.awaitWaiting(before + 1);
            clock.advance(LISTENING.minusMillis(1));
            assertEquals(1, silent.write(ByteBuffer.wrap(new byte[] {'s'})));
            clock.advance(Duration.ofMillis(1));
            assertEquals("", endOf(silent));
        }
    }

    /** What comes until the end, be it polite or not: a caller with unread bytes sees a reset. */
    private static String endOf(SocketChannel caller) {
        try {
            return rest(caller);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void whoDripsIsSentAwayAfterTwoSecondsInAll() throws IOException {
        try (SocketChannel dripping = call()) {
            clock.awaitWaiting(1);
            for (int i = 0; i < 10; i++) {
                dripping.write(ByteBuffer.wrap(new byte[] {'x'}));
                clock.advance(LISTENING.dividedBy(10));
            }
            assertEquals("", endOf(dripping));
        }
    }

    @Test
    void noMoreThanAFewAreHeardAtOnce() throws IOException {
        List<SocketChannel> silent = new ArrayList<>();
        for (int i = 0; i < ControlServer.MOST; i++) {
            silent.add(call());
        }
        clock.awaitWaiting(ControlServer.MOST);
        try (SocketChannel surplus = call()) {
            assertEquals("", endOf(surplus));
        }
        Refusal refusal = assertThrows(Refusal.class, () -> nib.ask("status"));
        assertEquals(Exit.NOBODY, refusal.exit());
        clock.advance(LISTENING);
        for (SocketChannel one : silent) {
            assertEquals("", endOf(one));
            one.close();
        }
        assertEquals(1, eventually().number("plan"));
    }

    /** Places are given back a moment after the caller sees the end. */
    private Json eventually() throws IOException {
        for (int i = 0; i < 1000; i++) {
            try {
                return nib.ask("status");
            } catch (Refusal refusal) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("no place was given back");
    }

    @Test
    void garbageHarmsNobody() throws IOException, Refusal {
        Random random = new Random(42);
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), nib.port())) {
            for (int i = 0; i < 100; i++) {
                byte[] garbage = new byte[10_000];
                random.nextBytes(garbage);
                try (SocketChannel caller = call()) {
                    caller.write(ByteBuffer.wrap(garbage));
                    String answer = rest(caller);
                    assertTrue(answer.startsWith("{\"error\":"), answer);
                } catch (IOException e) {
                    // it hung up while there was more: that is what garbage gets
                }
            }
            client.getOutputStream().write(7);
            assertEquals(7, client.getInputStream().read());
        }
        assertEquals(1, nib.ask("status").number("plan"));
    }

    @Test
    void whoHangsUpAtOnceHarmsNobody() throws IOException, Refusal {
        for (int i = 0; i < 100; i++) {
            call().close();
        }
        assertEquals(1, eventually().number("plan"));
    }
}
