package nib.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Both test engines run, in one run, inside the module under test. */
class EnginesTest {
    @Test
    void runsInsideItsModule() {
        assertEquals("nib.api", EnginesTest.class.getModule().getName());
    }

    @Property(tries = 10)
    void runsProperties(@ForAll int anything) {
        assertTrue(EnginesTest.class.getModule().isNamed(), () -> "with " + anything);
    }
}
