package nib.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinuxTest {
    @Test
    void nothingIsMissingHere() {
        assertEquals(Optional.empty(), Linux.missing());
    }
}
