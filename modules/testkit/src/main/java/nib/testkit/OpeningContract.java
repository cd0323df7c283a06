package nib.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import nib.api.Client;
import nib.api.Printable;
import nib.spi.Opening;
import org.junit.jupiter.api.Test;

/**
 * What every opening keeps. A test supplies first bytes that are understood and some that are not; they are cut in every
 * way, changed at random and shown to many threads.
 *
 * @param <S> the plugin's record of settings
 */
public abstract class OpeningContract<S extends Record> extends PluginContract<S> {
    private static final int MOST = 65_536;
    private static final int LONGEST_REASON = 200;

    /** For subclasses. */
    protected OpeningContract() {}

    @Override
    protected abstract Opening.Provider<S> provider();

    /** Whole first bytes of clients that are understood; what is not consumed may follow. */
    protected abstract List<byte[]> understood();

    /** First bytes of clients that are let go. */
    protected abstract List<byte[]> refused();

    /** Who says that; every time a new one, so that nothing is known yet. */
    protected Client client() {
        return TestClients.neighbour(1);
    }

    @Override
    final Object part() {
        return opening();
    }

    private Opening opening() {
        return provider().create(settings());
    }

    private Opening.Answer read(byte[] bytes, int length, boolean whole) {
        return read(opening(), bytes, length, whole);
    }

    /** Asks as engines do: read-only, and somewhere in a larger buffer; which must be left as it is. */
    private Opening.Answer read(Opening opening, byte[] bytes, int length, boolean whole) {
        byte[] larger = new byte[length + 20];
        System.arraycopy(bytes, 0, larger, 10, length);
        ByteBuffer first = ByteBuffer.wrap(larger, 10, length).asReadOnlyBuffer();
        Opening.Answer answer = opening.read(first, whole, client());
        assertEquals(10, first.position(), "the buffer is left as it is");
        assertEquals(10 + length, first.limit(), "the buffer is left as it is");
        return sane(opening, Objects.requireNonNull(answer, "it answers"), length);
    }

    private static Opening.Answer sane(Opening opening, Opening.Answer answer, int length) {
        switch (answer) {
            case Opening.More(int bytes) -> {
                assertTrue(bytes > length, () -> "asks for " + bytes + " bytes, and " + length + " are there");
                assertTrue(
                        bytes <= opening.most(), () -> "asks for " + bytes + " bytes, and may for " + opening.most());
            }
            case Opening.Done done -> {
                assertTrue(done.consumed() >= 0 && done.consumed() <= length, () -> "consumes " + done.consumed());
                String pool = done.pool();
                assertTrue(pool == null || opening.pools().contains(pool), () -> pool + " is not among its pools");
            }
            case Opening.Bad(String reason) -> {
                assertFalse(reason.isBlank(), "says why");
                assertEquals(Printable.of(reason, LONGEST_REASON), reason, "fit for a log line");
            }
        }
        return answer;
    }

    /** What of an answer can be compared: clients are no values. */
    private static List<Object> essence(Opening.Answer answer) {
        return answer instanceof Opening.Done done
                ? List.of(
                        done.consumed(), done.client().address(), done.client().local(), String.valueOf(done.pool()))
                : List.of(answer);
    }

    /** What it may ask for fits into the memory that the house gives it. */
    @Test
    public void asksForABoundedNumberOfBytes() {
        int most = opening().most();
        assertTrue(most >= 1 && most <= MOST, () -> "at most " + most);
    }

    /** From the first byte on it asks for more, and never for more than will come, until it knows; then it stays there. */
    @Test
    public void everyFragmentationGivesTheSameAnswer() {
        for (byte[] bytes : understood()) {
            Opening.Answer last = read(bytes, bytes.length, false);
            assertInstanceOf(Opening.Done.class, last, "is understood");
            int decided = 0;
            while (read(bytes, decided, false) instanceof Opening.More) {
                decided++;
            }
            for (int length = 0; length <= bytes.length; length++) {
                Opening.Answer answer = read(bytes, length, false);
                int asked = answer instanceof Opening.More(int more) ? more : length;
                int enough = decided;
                assertEquals(length < decided, answer instanceof Opening.More, "once it knows, it knows");
                assertTrue(length >= enough || asked <= enough, () -> "would wait for byte " + asked + " of " + enough);
                assertTrue(length < enough || essence(last).equals(essence(answer)), "the same answer with more bytes");
            }
        }
    }

    /** Those who send all at once are understood like those who send byte by byte. */
    @Test
    public void whatIsWholeIsUnderstoodAlike() {
        for (byte[] bytes : understood()) {
            assertEquals(essence(read(bytes, bytes.length, false)), essence(read(bytes, bytes.length, true)));
        }
    }

    /** Nothing more will come: asking for it would keep the client waiting for its time-out. */
    @Test
    public void whoHasEndedIsNotAskedForMore() {
        for (byte[] bytes : understood()) {
            for (int length = 0; length <= bytes.length; length++) {
                assertFalse(read(bytes, length, true) instanceof Opening.More, "asks for more after " + length);
            }
        }
    }

    /** A time-out is an answer too. */
    @Test
    public void silenceIsAnswered() {
        for (byte[] bytes : understood()) {
            for (int length = 0; length <= bytes.length; length++) {
                Opening opening = opening();
                ByteBuffer first = ByteBuffer.wrap(bytes, 0, length).asReadOnlyBuffer();
                Opening.Answer answer = sane(opening, opening.silence(first, client()), length);
                assertFalse(answer instanceof Opening.More, "asks for more when the time is over");
            }
        }
    }

    /** What must not come is bad at the latest when it is whole. */
    @Test
    public void whatMustNotComeIsBad() {
        for (byte[] bytes : refused()) {
            assertInstanceOf(Opening.Bad.class, read(bytes, bytes.length, true));
            assertFalse(read(bytes, bytes.length, false) instanceof Opening.Done, "nor understood before");
        }
    }

    /** The bytes are the client's: nothing of them throws, and nothing of them goes to a log as it came. */
    @Property(tries = 2000)
    public void anyBytesAreAnswered(@ForAll Random random) {
        byte[] bytes = changed(random);
        read(bytes, bytes.length, false);
        assertFalse(read(bytes, bytes.length, true) instanceof Opening.More);
    }

    private byte[] changed(Random random) {
        byte[] bytes = understood().get(random.nextInt(understood().size())).clone();
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        if (random.nextInt(4) == 0) {
            random.nextBytes(bytes);
        }
        int length = Math.min(random.nextInt(2 * bytes.length + 1), opening().most());
        return Arrays.copyOf(bytes, length);
    }

    /** One opening is asked by all threads of clients at once, and keeps nothing of any. */
    @Property(tries = 10)
    public void manyThreadsHearWhatOneHears(@ForAll Random random) {
        Opening opening = opening();
        List<byte[]> all = java.util.stream.Stream.generate(() -> changed(random))
                .limit(200)
                .toList();
        List<List<Object>> alone = all.stream()
                .map(bytes -> essence(read(opening(), bytes, bytes.length, false)))
                .toList();
        Crowd.of(4, thread -> {
            for (int i = 0; i < all.size(); i++) {
                int at = (i + 50 * thread) % all.size();
                byte[] bytes = all.get(at);
                assertEquals(alone.get(at), essence(read(opening, bytes, bytes.length, false)));
            }
        });
    }
}
