package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DescriptorsTest {
    @Test
    void aSessionNeedsTwoAndTheHouseSomeOfItsOwn() {
        assertEquals(0, Descriptors.sessions(66, 1));
        assertEquals(1, Descriptors.sessions(67, 1));
        assertEquals(479, Descriptors.sessions(1024, 2));
    }

    @Test
    void thisProcessHasSome() {
        assertTrue(Descriptors.limit() > 64);
    }
}
