package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VersionIT {
    @ParameterizedTest
    @EnumSource
    void tellsItsVersion(Image image) throws Exception {
        Run run = Run.of(image.command(), "version");

        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().startsWith("nib "), run.out());
        assertEquals("", run.err());
    }
}
