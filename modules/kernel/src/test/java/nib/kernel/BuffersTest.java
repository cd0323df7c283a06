package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Buffers grow while they are filled, and no two relays ever have the same one. */
class BuffersTest {
    @Test
    void growInTwoSteps() {
        ByteBuffer small = Buffers.take(Buffers.SMALL);
        ByteBuffer middle = Buffers.larger(small);
        ByteBuffer large = Buffers.larger(middle);
        assertEquals(4 << 10, small.capacity());
        assertEquals(16 << 10, middle.capacity());
        assertEquals(64 << 10, large.capacity());
        assertSame(large, Buffers.larger(large), "there is nothing larger");
        assertEquals(64 << 10, large.remaining());
        Buffers.give(large);
    }

    @Test
    void areEmptyHoweverTheyWereLeft() {
        ByteBuffer used = Buffers.take(Buffers.SMALL);
        used.position(7).limit(9);
        Buffers.give(used);
        assertEquals(Buffers.SMALL, Buffers.take(Buffers.SMALL).remaining());
    }

    @Test
    void belongToOneAtATime() {
        ByteBuffer one = Buffers.take(Buffers.SMALL);
        ByteBuffer other = Buffers.take(Buffers.SMALL);
        assertNotSame(one, other);
        Buffers.give(one);
        Buffers.give(other);
    }
}
