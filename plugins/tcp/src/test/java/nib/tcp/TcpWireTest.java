package nib.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import nib.spi.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TcpWireTest {
    private static final int MUCH = 16 << 20;

    private Ends ends;
    private Wire wire;

    @BeforeEach
    void connect() throws IOException {
        ends = Ends.connected();
        wire = ends.wire();
    }

    @AfterEach
    void close() throws IOException {
        ends.close();
    }

    @Test
    void carriesBytesBothWays() throws IOException {
        wire.write(text("to the peer"));
        assertEquals("to the peer", new String(ends.peer().getInputStream().readNBytes(11), StandardCharsets.UTF_8));
        ends.peer().getOutputStream().write("to the wire".getBytes(StandardCharsets.UTF_8));
        assertEquals("to the wire", read(11));
    }

    @Test
    void writesEverythingAlthoughThePeerIsSlow() throws Exception {
        byte[] much = new byte[MUCH];
        new Random(1).nextBytes(much);
        FutureTask<Void> writer = start(true, () -> {
            wire.write(ByteBuffer.wrap(much));
            wire.finish();
            return null;
        });
        assertArrayEquals(much, ends.peer().getInputStream().readAllBytes());
        writer.get();
    }

    @Test
    void readsOnAfterItHasFinished() throws IOException {
        wire.write(text("question"));
        wire.finish();
        assertEquals("question", new String(ends.peer().getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        ends.peer().getOutputStream().write("answer".getBytes(StandardCharsets.UTF_8));
        ends.peer().shutdownOutput();
        assertEquals("answer", read(6));
        assertEquals(-1, wire.read(ByteBuffer.allocate(1)));
        assertEquals(-1, wire.read(ByteBuffer.allocate(1)), "the end stays the end");
    }

    @Test
    void finishesTwiceAndAfterThePeerIsGone() throws IOException {
        wire.finish();
        wire.finish();
        ends.cut();
        assertThrows(SocketException.class, () -> wire.read(ByteBuffer.allocate(1)));
        wire.finish();
    }

    @Test
    void finishesForTheFirstTimeAfterThePeerHasCut() throws IOException {
        ends.cut();
        assertThrows(SocketException.class, () -> wire.read(ByteBuffer.allocate(1)));
        wire.finish();
    }

    @Test
    void saysThatThePeerHasCut() throws IOException {
        ends.cut();
        SocketException e = assertThrows(SocketException.class, () -> wire.read(ByteBuffer.allocate(1)));
        assertEquals("Connection reset", e.getMessage());
    }

    @Test
    void readsWhatCameBeforeTheCut() throws IOException {
        ends.peer().getOutputStream().write('x');
        ends.cut();
        assertEquals("x", read(1));
        assertThrows(SocketException.class, () -> wire.read(ByteBuffer.allocate(1)));
    }

    @Test
    void failsToWriteToAPeerThatHasCut() throws IOException {
        ends.cut();
        assertThrows(IOException.class, () -> {
            while (true) {
                wire.write(text("is anybody there?"));
            }
        });
    }

    @Test
    void resetsSoThatThePeerSeesIt() throws IOException {
        wire.write(text("lost or not"));
        wire.reset();
        assertTrue(ends.peerIsCut());
    }

    @Test
    void resetsAfterItHasFinished() throws IOException {
        wire.finish();
        assertEquals(-1, ends.peer().getInputStream().read());
        wire.reset();
        assertThrows(IOException.class, () -> {
            while (true) {
                ends.peer().getOutputStream().write(new byte[1000]);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void resetsWhileAnotherThreadReads(boolean virtual) throws Exception {
        FutureTask<Integer> reader = start(virtual, () -> wire.read(ByteBuffer.allocate(1)));
        settle(reader);
        wire.reset();
        assertFails(reader);
        assertTrue(ends.peerIsCut());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void resetsWhileAnotherThreadWrites(boolean virtual) throws Exception {
        FutureTask<Void> writer = start(virtual, () -> {
            wire.write(ByteBuffer.allocate(MUCH));
            return null;
        });
        settle(writer);
        wire.reset();
        assertFails(writer);
        assertTrue(ends.peerIsCut());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closesWhileAnotherThreadReads(boolean virtual) throws Exception {
        FutureTask<Integer> reader = start(virtual, () -> wire.read(ByteBuffer.allocate(1)));
        settle(reader);
        wire.close();
        assertFails(reader);
        assertEquals(-1, ends.peer().getInputStream().read());
    }

    @Test
    void deliversWhatWasWrittenBeforeTheClose() throws IOException {
        wire.write(ByteBuffer.allocate(100_000));
        wire.close();
        assertEquals(100_000, ends.peer().getInputStream().readAllBytes().length);
    }

    @Test
    void deliversAlsoWhenSomethingWasNeverRead() throws IOException {
        ends.peer().getOutputStream().write(new byte[50_000]);
        assertEquals(1, wire.read(ByteBuffer.allocate(1)), "the rest has come when nothing is lost on the way");
        wire.write(ByteBuffer.allocate(100_000));
        wire.close();
        assertEquals(100_000, ends.peer().getInputStream().readAllBytes().length, "a FIN, not a RST");
    }

    @Test
    void closesAndResetsAsOftenAsOneLikes() throws IOException {
        wire.close();
        wire.close();
        wire.reset();
        assertEquals(-1, ends.peer().getInputStream().read(), "a reset after the close changes nothing");
        assertThrows(IOException.class, () -> wire.read(ByteBuffer.allocate(1)));
        assertThrows(IOException.class, () -> wire.write(text("x")));
    }

    @Test
    void knowsBothAddresses() {
        assertEquals(Ends.at("127.0.0.1", ends.peer().getPort()), wire.local());
        assertEquals(Ends.at("127.0.0.1", ends.peer().getLocalPort()), wire.remote());
        wire.close();
        assertEquals(Ends.at("127.0.0.1", ends.peer().getLocalPort()), wire.remote(), "also when it is closed");
    }

    private String read(int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && wire.read(buffer) >= 0) {
            // until it is full
        }
        return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private <T> FutureTask<T> start(boolean virtual, Callable<T> work) throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        FutureTask<T> task = new FutureTask<>(() -> {
            running.countDown();
            return work.call();
        });
        Thread.Builder builder =
                virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
        builder.start(task);
        running.await();
        return task;
    }

    /** Gives a thread that has begun the time to arrive inside the call; should it come later, the test holds too. */
    private static void settle(FutureTask<?> task) {
        long enough = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
        while (!task.isDone() && System.nanoTime() < enough) {
            Thread.onSpinWait();
        }
    }

    private static void assertFails(FutureTask<?> task) {
        ExecutionException e = assertThrows(ExecutionException.class, () -> task.get(10, TimeUnit.SECONDS));
        assertTrue(e.getCause() instanceof IOException, () -> "" + e.getCause());
    }
}
